import { Button, Modal, Progress } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '../../../shell/states';
import { askForNotices } from '../notification';
import { tone } from '../ring';

const SAMPLES = 5;

/** Microphone, speaker and network, looked at before the shift (HOT-2). */
export function DeviceCheck({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      open={open}
      onCancel={onClose}
      title={t('phone.check.title')}
      destroyOnHidden
      footer={
        <Button type="primary" onClick={onClose} data-testid="device-check-done">
          {t('phone.check.done')}
        </Button>
      }
    >
      <div className="stack" style={{ gap: 20 }}>
        <Microphone />
        <Speaker />
        <Network />
      </div>
    </Modal>
  );
}

function Line({ title, hint, children }: { title: string; hint: string; children: React.ReactNode }) {
  return (
    <div>
      <div className="spread">
        <strong>{title}</strong>
        {children}
      </div>
      <div className="muted small">{hint}</div>
    </div>
  );
}

/** The loudness of the microphone from 0 to 100, or why there is none. */
function useLevel(): { level: number; heard: boolean; failed: boolean } {
  const [state, set] = useState({ level: 0, heard: false, failed: false });
  useEffect(() => {
    let stopped = false;
    let release = (): void => undefined;
    const begin = async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      const context = new AudioContext();
      release = () => {
        for (const track of stream.getTracks()) track.stop();
        void context.close();
      };
      if (stopped) {
        release();
        return;
      }
      const analyser = context.createAnalyser();
      context.createMediaStreamSource(stream).connect(analyser);
      const samples = new Float32Array(analyser.fftSize);
      const timer = setInterval(() => {
        analyser.getFloatTimeDomainData(samples);
        const power = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
        const level = Math.min(100, Math.round(power * 400));
        set((before) => ({ level, heard: before.heard || level > 8, failed: false }));
      }, 100);
      const stopStream = release;
      release = () => {
        clearInterval(timer);
        stopStream();
      };
    };
    begin().catch(() => set({ level: 0, heard: false, failed: true }));
    return () => {
      stopped = true;
      release();
    };
  }, []);
  return state;
}

function Microphone() {
  const { t } = useTranslation();
  const { level, heard, failed } = useLevel();
  useEffect(askForNotices, []);
  return (
    <Line title={t('phone.check.microphone')} hint={failed ? t('phone.fault.microphone') : t('phone.check.speak')}>
      <div className="row" style={{ width: 240 }}>
        <Progress percent={level} showInfo={false} size="small" aria-label={t('phone.check.microphone')} />
        <Chip tone={failed ? 'bad' : heard ? 'good' : 'soon'}>
          {t(failed ? 'phone.check.none' : heard ? 'phone.check.good' : 'phone.check.listening')}
        </Chip>
      </div>
    </Line>
  );
}

function Speaker() {
  const { t } = useTranslation();
  const context = useRef<AudioContext>(undefined);
  useEffect(() => () => void context.current?.close(), []);
  const play = () => {
    context.current ??= new AudioContext();
    tone(context.current, 660, 0.6);
  };
  return (
    <Line title={t('phone.check.speaker')} hint={t('phone.check.hear')}>
      <Button size="small" onClick={play}>
        {t('phone.check.play')}
      </Button>
    </Line>
  );
}

async function roundTrip(): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < SAMPLES; n += 1) {
    const start = performance.now();
    const answer = await fetch('/healthz', { cache: 'no-store' });
    if (!answer.ok) throw new Error(String(answer.status));
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(SAMPLES / 2)] ?? 0;
}

function Network() {
  const { t } = useTranslation();
  const [ms, setMs] = useState<number | null | 'failed'>(null);
  const measure = useCallback(() => {
    setMs(null);
    roundTrip().then(setMs, () => setMs('failed'));
  }, []);
  useEffect(measure, [measure]);
  const tone = ms === 'failed' ? 'bad' : ms === null ? 'quiet' : ms < 150 ? 'good' : ms < 400 ? 'soon' : 'bad';
  return (
    <Line title={t('phone.check.network')} hint={t('phone.check.networkHint')}>
      <div className="row">
        <Chip tone={tone}>
          {ms === 'failed' ? (
            t('phone.check.none')
          ) : ms === null ? (
            '…'
          ) : (
            <span className="num">{Math.round(ms)} ms</span>
          )}
        </Chip>
        <Button size="small" onClick={measure}>
          {t('phone.check.again')}
        </Button>
      </div>
    </Line>
  );
}
