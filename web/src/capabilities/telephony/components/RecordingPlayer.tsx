import { DownloadOutlined, PauseCircleFilled, PlayCircleFilled } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import WaveSurfer from 'wavesurfer.js';
import { api, must } from '../../../api/client';
import type { Waveform } from '../../../api/types';
import { useSession } from '../../../session/SessionProvider';
import { Failure, Loading } from '../../../shell/states';
import { useScheme } from '../../../theme';
import { clock } from '../../../time/format';
import './recording.css';

const BUCKETS = 1200;

/** Plays a recording: the customer above, the agent below; click to seek (HOT-3). */
export function RecordingPlayer({ id }: { id: string }) {
  const facts = useQuery({
    queryKey: ['recordings', id],
    queryFn: () => must(api.GET('/api/recordings/{id}', { params: { path: { id } } })),
  });
  const peaks = useQuery({
    queryKey: ['recordings', id, 'peaks', facts.data?.state],
    queryFn: () =>
      must(api.GET('/api/recordings/{id}/peaks', { params: { path: { id }, query: { buckets: BUCKETS } } })),
    enabled: facts.isSuccess,
  });
  const error = facts.error ?? peaks.error;
  if (error) return <Failure error={error} retry={() => void (facts.isError ? facts.refetch() : peaks.refetch())} />;
  if (!peaks.data || !facts.data) return <Loading rows={2} />;
  return (
    <Player
      id={id}
      waveform={peaks.data}
      kind={facts.data.kind}
      state={facts.data.state}
      failure={facts.data.failure}
    />
  );
}

function colours(): { customer: string; agent: string; cursor: string } {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return { customer: read('--customer'), agent: read('--agent'), cursor: read('--text') };
}

interface PlayerProps {
  id: string;
  waveform: Waveform;
  kind: string;
  state: string;
  /** Why it is not whole, in the system's words. */
  failure?: string | null;
}

function Player({ id, waveform, kind, state, failure }: PlayerProps) {
  const { t } = useTranslation();
  const { may } = useSession();
  const { scheme } = useScheme();
  const holder = useRef<HTMLDivElement>(null);
  const player = useRef<WaveSurfer>(undefined);
  const [playing, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [rate, setRate] = useState(1);
  const [failed, setFailed] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn anew in the colours of the other scheme
  useEffect(() => {
    if (!holder.current) return;
    const tint = colours();
    const both = waveform.channels.length > 1;
    const surfer = WaveSurfer.create({
      container: holder.current,
      height: 48,
      url: `/api/recordings/${id}/audio`,
      peaks: waveform.channels,
      duration: waveform.duration_s,
      cursorColor: tint.cursor,
      barWidth: 2,
      barGap: 1,
      dragToSeek: true,
      splitChannels: both
        ? [
            { waveColor: tint.customer, progressColor: tint.customer },
            { waveColor: tint.agent, progressColor: tint.agent },
          ]
        : undefined,
      waveColor: tint.customer,
      progressColor: tint.customer,
    });
    player.current = surfer;
    surfer.on('play', () => setPlaying(true));
    surfer.on('pause', () => setPlaying(false));
    surfer.on('finish', () => setPlaying(false));
    surfer.on('timeupdate', setAt);
    surfer.on('error', () => setFailed(true));
    return () => surfer.destroy();
  }, [id, waveform, scheme]);

  return (
    <div className="recording" data-testid="recording">
      <div className="recording-wave">
        {waveform.channels.length > 1 && (
          <div className="recording-sides small">
            <span style={{ color: 'var(--customer)' }}>■ {t('recording.customer')}</span>
            <span style={{ color: 'var(--agent)' }}>■ {t('recording.agent')}</span>
          </div>
        )}
        <div ref={holder} className="grow" />
      </div>
      <div className="row wrap">
        <Button
          type="primary"
          icon={playing ? <PauseCircleFilled /> : <PlayCircleFilled />}
          onClick={() => void player.current?.playPause()}
          data-testid="recording-play"
        >
          {t(playing ? 'recording.pause' : 'recording.play')}
        </Button>
        <span className="num" data-testid="recording-time">
          {clock(at)} / {clock(waveform.duration_s)}
        </span>
        <Segmented
          size="small"
          aria-label={t('recording.rate')}
          value={rate}
          options={[1, 1.5, 2].map((value) => ({ value, label: `${value}×` }))}
          onChange={(value) => {
            setRate(value);
            player.current?.setPlaybackRate(value, true);
          }}
        />
        <span className="muted">
          {t(`recording.kind.${kind}`)}
          {state === 'complete' ? '' : ` · ${t(`recording.state.${state}`)}`}
        </span>
        <span className="grow" />
        {may('telephony.download') && (
          <Button type="text" icon={<DownloadOutlined />} href={`/api/recordings/${id}/audio?download=true`}>
            {t('recording.download')}
          </Button>
        )}
      </div>
      {failure && <span style={{ color: 'var(--bad)' }}>{t('recording.notWhole', { why: failure })}</span>}
      {failed && <span style={{ color: 'var(--bad)' }}>{t('recording.failed')}</span>}
    </div>
  );
}
