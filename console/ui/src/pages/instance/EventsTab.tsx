import { Input, Skeleton } from 'antd';
import { BellOutlined, SearchOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { readDriverEvents } from '../../api/observed';
import { Empty } from '../../components/Empty';
import { Failure } from '../../components/Failure';
import { Panel } from '../../components/Panel';
import { useAsked } from '../../components/useAsked';
import { useQueryParam } from '../../components/useQueryParam';
import { inline, stamp } from '../../format/format';
import type { TabProps } from './tabs';

const PERIOD_MS = 2000;

/** What the driver told on its own, newest first. */
export default function EventsTab({ instance: { id } }: TabProps) {
  const { t } = useTranslation();
  const [filter, setFilter] = useQueryParam('q');
  const asked = useAsked(id, (signal) => readDriverEvents(id, signal), { periodMs: PERIOD_MS });
  if (asked.error && !asked.data) {
    return <Failure title={t('driverEvents.failed')} error={asked.error} retry={asked.again} />;
  }
  if (!asked.data) return <Skeleton active />;
  const words = filter.toLowerCase();
  const events = asked.data
    .filter(({ name, value }) => `${name} ${inline(value)}`.toLowerCase().includes(words))
    .toReversed();
  const search = (
    <Input
      type="search"
      allowClear
      className="panel-search"
      prefix={<SearchOutlined aria-hidden />}
      value={filter}
      placeholder={t('driverEvents.filter')}
      aria-label={t('driverEvents.filter')}
      onChange={(event) => setFilter(event.target.value)}
    />
  );
  return (
    <Panel title={t('driverEvents.title')} extra={search}>
      {events.length === 0 ? (
        <Empty
          icon={<BellOutlined />}
          title={t('driverEvents.empty')}
          hint={t('driverEvents.emptyHint')}
        />
      ) : (
        <div className="table-frame">
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('driverEvents.time')}</th>
                <th scope="col">{t('driverEvents.name')}</th>
                <th scope="col" className="number">
                  {t('driverEvents.code')}
                </th>
                <th scope="col">{t('driverEvents.value')}</th>
              </tr>
            </thead>
            <tbody>
              {events.map(({ at, name, code, value }, index) => (
                <tr key={`${at} ${index}`}>
                  <td>
                    <time dateTime={at}>{stamp(at)}</time>
                  </td>
                  <th scope="row">
                    <code>{name || '–'}</code>
                  </th>
                  <td className="number">{code}</td>
                  <td className="mono value">{inline(value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
