/** The ring tone: 450 Hz, 1 s on, 4 s off, as telephones here ring. */
export class Ring {
  private context: AudioContext | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;

  start(): void {
    if (this.timer !== undefined) return;
    this.burst();
    this.timer = setInterval(() => this.burst(), 5000);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    void this.context?.close();
    this.context = undefined;
  }

  private burst(): void {
    this.context ??= new AudioContext();
    tone(this.context, 450, 1);
  }
}

/** One soft-edged tone. */
export function tone(context: AudioContext, hertz: number, seconds: number): void {
  const [source, volume] = [context.createOscillator(), context.createGain()];
  const start = context.currentTime;
  source.frequency.value = hertz;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(0.16, start + 0.03);
  volume.gain.setValueAtTime(0.16, start + seconds - 0.05);
  volume.gain.linearRampToValueAtTime(0, start + seconds);
  source.connect(volume).connect(context.destination);
  source.start(start);
  source.stop(start + seconds);
}
