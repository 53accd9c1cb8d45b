import type { RTCSession } from 'jssip/lib/RTCSession';

/** Only this machine and the server speak with each other: no outside servers are asked for addresses. */
export const PEER: RTCConfiguration = { iceServers: [] };
export const MICROPHONE: MediaStreamConstraints = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  video: false,
};

/** Plays the other side, and offers at the first address found: the server answers on any. */
export function attachMedia(session: RTCSession, speaker: HTMLAudioElement): void {
  let ready = false;
  session.on('icecandidate', (event) => {
    if (ready) return;
    ready = true;
    event.ready();
  });
  const listen = (connection: RTCPeerConnection) => {
    connection.addEventListener('track', (event) => {
      speaker.srcObject = event.streams[0] ?? new MediaStream([event.track]);
      void speaker.play().catch(() => undefined);
    });
  };
  // Incoming sessions have no connection before they are answered, outgoing ones have it at once.
  if (session.connection) listen(session.connection);
  else session.on('peerconnection', (event) => listen(event.peerconnection));
}

export function newSpeaker(): HTMLAudioElement {
  const speaker = new Audio();
  speaker.autoplay = true;
  return speaker;
}

export function sipSocketAddress(path: string): string {
  const scheme = window.location.protocol === 'https:' ? 'wss:' : 'ws:';
  return `${scheme}//${window.location.host}${path}`;
}
