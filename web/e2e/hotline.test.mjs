// HOT-2, HOT-4, HOT-14, DSK-1: one browser calls the hotline, the other answers at the desk.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { Centre, PASSWORD, channels, eventually, heard, noteFile } from "./centre.mjs";

const CALLER = 700;
const AGENT = 1200;
let centre;
let folder;
const browsers = [];

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "yingda-notes-"));
  centre = await Centre.start();
  await centre.withHotline(1);
});

after(async () => {
  if (centre && process.env.YINGDA_TELL) {
    const contact = (await centre.call("GET", "/api/contacts?limit=1")).items[0];
    const story = contact ? (await centre.call("GET", `/api/contacts/${contact.id}/events`)).items : [];
    for (const item of story) console.error(item.at, item.kind, JSON.stringify(item.data));
    console.error(centre.log());
  }
  for (const browser of browsers) await browser.close();
  await centre?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A browser whose microphone hums a note. */
async function browser(hertz) {
  const opened = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--autoplay-policy=no-user-gesture-required",
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
      `--use-file-for-fake-audio-capture=${noteFile(folder, hertz)}`,
      "--allow-loopback-in-peer-connection",
    ],
  });
  browsers.push(opened);
  const context = await opened.newContext({ locale: "zh-CN", viewport: { width: 1440, height: 900 } });
  await context.grantPermissions(["microphone", "notifications"], { origin: centre.url });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (process.env.YINGDA_TELL) console.error("console:", message.text());
  });
  page.on("pageerror", (error) => console.error("page error:", error.message));
  return page;
}

async function signIn(page, username) {
  await page.goto(centre.url);
  await page.getByTestId("sign-in-username").fill(username);
  await page.getByTestId("sign-in-password").fill(PASSWORD);
  await page.getByTestId("sign-in-submit").click();
  await page.getByTestId("presence").waitFor();
}

test("a browser calls the hotline, presses 0, and the desk answers", { timeout: 120_000 }, async () => {
  const desk = await browser(AGENT);
  await signIn(desk, "1001");
  await desk.getByTestId("presence").click();
  await desk.getByTestId("presence-available").click();
  await eventually("the desk's browser is registered", 20, async () => {
    const board = await centre.call("GET", "/api/live");
    return board.agents[0].reachable && board.agents[0].state === "available";
  });

  const phone = await browser(CALLER);
  await phone.goto(`${centre.url}/call`);
  await phone.getByTestId("call-button").click();
  await eventually("the call is in the menu", 20, async () => {
    const contact = (await centre.call("GET", "/api/contacts?limit=1")).items[0];
    return contact?.state === "entry";
  });
  await new Promise((resolve) => setTimeout(resolve, 2000));
  await phone.getByTestId("key-0").click();

  await desk.getByTestId("softphone-answer").click({ timeout: 20_000 });
  await centre.newestContact(["talking"]);
  await new Promise((resolve) => setTimeout(resolve, 4000));

  await desk.getByTestId("softphone-hold").click();
  await centre.newestContact(["held"]);
  await desk.locator('[data-testid="softphone-hold"][aria-pressed="true"]').waitFor();
  await desk.getByTestId("softphone-hold").click();
  await centre.newestContact(["talking"]);
  await new Promise((resolve) => setTimeout(resolve, 1500));

  await phone.getByTestId("call-hangup").click();
  const contact = await centre.newestContact(["wrap_up"]);
  assert.equal(contact.ended_by, "customer");
  assert.ok(contact.hold_s > 0);

  const recorded = await eventually("the recording is complete", 10, async () => {
    const recording = await centre.call("GET", `/api/recordings/${contact.recording_id}`);
    return recording.state === "complete" && recording;
  });
  assert.ok(recorded.duration_s > 4);
  const [left, right] = channels(await centre.bytes(`/api/recordings/${contact.recording_id}/audio`));
  assert.ok(heard(left, CALLER) > 0.5, `the caller is on the left: ${heard(left, CALLER)}`);
  assert.ok(heard(right, AGENT) > 0.5, `the agent is on the right: ${heard(right, AGENT)}`);

  await desk.getByTestId("record-form").waitFor();
  await desk.screenshot({ path: join(process.env.YINGDA_SHOTS ?? folder, "desk-wrap-up.png") });
});
