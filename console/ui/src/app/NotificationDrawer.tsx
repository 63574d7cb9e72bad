import { Button, Drawer } from 'antd';
import { BellOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { KernelEvent } from '../api/types';
import { Empty } from '../components/Empty';
import { Dot, EVENT_TONES } from '../components/Level';
import { dateTime } from '../format/format';
import { summary } from '../format/event';
import { markRead, useNotifications } from './notifications';
import { useFocusBack } from '../components/useFocusBack';
import { useLive } from '../live/store';
import { hide } from './overlay';

/** Warnings and errors of the event log, newest first. */
export default function NotificationDrawer() {
  const { t } = useTranslation();
  useFocusBack();
  const { list, unread, readSeq } = useNotifications();
  const mark = (
    <Button type="text" size="small" disabled={unread === 0} onClick={markRead}>
      {t('notifications.markRead')}
    </Button>
  );
  return (
    <Drawer open title={t('notifications.title')} extra={mark} onClose={hide} size={400}>
      {list.length === 0 ? (
        <Empty
          icon={<BellOutlined />}
          title={t('notifications.empty')}
          hint={t('notifications.emptyHint')}
        />
      ) : (
        <ul className="notifications" tabIndex={0} aria-label={t('notifications.title')}>
          {list.map((event) => (
            <Row key={event.seq} event={event} unread={event.seq > readSeq} />
          ))}
        </ul>
      )}
    </Drawer>
  );
}

function Row({ event, unread }: { event: KernelEvent; unread: boolean }) {
  const { t, i18n } = useTranslation();
  return (
    <li className={unread ? 'unread' : ''}>
      <Dot tone={EVENT_TONES[event.level]} />
      <div>
        <p>
          <span className="visually-hidden">{t(`events.levels.${event.level}`)}: </span>
          <Subject event={event} /> {event.subject ? event.type : ''}
          {unread ? <span className="visually-hidden"> ({t('notifications.unread')})</span> : null}
        </p>
        <p className="notification-text">{summary(event)}</p>
        <time dateTime={event.at}>{dateTime(event.at, i18n.language)}</time>
      </div>
    </li>
  );
}

/** What an event is about; an instance that is still there is one click away. */
function Subject({ event }: { event: KernelEvent }) {
  const id = event.subject.replace(/^driver:/, '');
  const known = useLive(({ instances }) => instances?.some((it) => it.id === id) === true);
  if (!known) return <strong>{event.subject || event.type}</strong>;
  return (
    <Link to={`/instances/${encodeURIComponent(id)}`} onClick={hide}>
      {event.subject}
    </Link>
  );
}
