import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { say } from '../../../i18n';
import { useSession } from '../../../session/SessionProvider';
import { Chip } from '../../../shell/states';
import { incidentsQuery } from '../queries';
import '../tickets.css';

/** A crisis that is not over, with the one wording that is approved for all channels (TKT-11). */
export function IncidentBanner() {
  const { t, i18n } = useTranslation();
  const { may } = useSession();
  const incidents = useQuery({ ...incidentsQuery, enabled: may('tickets.read') });
  const shown = (incidents.data ?? []).slice(0, 3);
  return shown.map((incident) => (
    <section
      key={incident.id}
      className="incident-banner"
      aria-label={t('ticket.incident')}
      data-testid="incident-banner"
    >
      <Chip tone="bad">{t('ticket.severityOf', { level: incident.severity })}</Chip>
      <Link to={`/tickets/${incident.id}`}>
        {incident.systems || incident.title} · {say(incident.label, i18n.language)}
      </Link>
      {incident.approved_wording ? (
        <span className="wording">
          <span className="muted">{t('ticket.wording')}</span> {incident.approved_wording}
        </span>
      ) : (
        <span className="muted">{t('ticket.noWording')}</span>
      )}
      {incident.owner && <span className="muted">{t('ticket.leadBy', { name: incident.owner })}</span>}
    </section>
  ));
}
