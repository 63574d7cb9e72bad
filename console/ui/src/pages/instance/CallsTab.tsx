import { PhoneOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { CallRecord } from '../../api/observed';
import { Empty } from '../../components/Empty';
import { Dot, type Tone } from '../../components/Level';
import { Loading } from '../../components/Loading';
import { Panel } from '../../components/Panel';
import { count, elapsed, percent, stamp } from '../../format/format';
import { ranMs, statsOf } from './callStats';
import type { TabProps } from './tabs';
import { useCalls } from './useCalls';

const SHOWN = 200;

const TONES: Record<CallRecord['outcome'], Tone> = { done: 'ok', error: 'error', refused: 'warn' };

/** How the instance answered its latest calls. */
export default function CallsTab({ instance }: TabProps) {
  const { t } = useTranslation();
  const { calls, dropped, state } = useCalls(instance.id);
  if (calls.length === 0) {
    return state === 'connecting' ? (
      <Loading />
    ) : (
      <Empty icon={<PhoneOutlined />} title={t('calls.empty')} hint={t('calls.emptyHint')} />
    );
  }
  return (
    <div className="stack">
      <Stats calls={calls} />
      <Panel title={t('calls.latest')}>
        {dropped > 0 ? <p className="quiet">{t('calls.dropped', { count: dropped })}</p> : null}
        <Latest calls={calls.slice(0, SHOWN)} />
      </Panel>
    </div>
  );
}

function Stats({ calls }: { calls: readonly CallRecord[] }) {
  const { t, i18n } = useTranslation();
  const number = (value: number) => count(value, i18n.language);
  return (
    <Panel title={t('calls.stats')}>
      <div className="table-frame">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('calls.command')}</th>
              <th scope="col" className="number">
                {t('calls.count')}
              </th>
              <th scope="col" className="number">
                {t('calls.errorRate')}
              </th>
              <th scope="col" className="number">
                {t('calls.median')}
              </th>
              <th scope="col" className="number">
                {t('calls.p95')}
              </th>
              <th scope="col" className="number">
                {t('calls.max')}
              </th>
            </tr>
          </thead>
          <tbody>
            {statsOf(calls).map((it) => (
              <tr key={it.command}>
                <th scope="row">
                  {it.command ? <code>{it.command}</code> : <strong>{t('calls.all')}</strong>}
                </th>
                <td className="number">{number(it.count)}</td>
                <td className={`number${it.errorRate > 0 ? ' calls-failed' : ''}`}>
                  {percent(it.errorRate)}
                </td>
                <td className="number">{elapsed(it.medianMs)}</td>
                <td className="number">{elapsed(it.p95Ms)}</td>
                <td className="number">{elapsed(it.maxMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function Latest({ calls }: { calls: readonly CallRecord[] }) {
  const { t } = useTranslation();
  return (
    <div className="table-frame">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('calls.time')}</th>
            <th scope="col">{t('calls.command')}</th>
            <th scope="col">{t('calls.outcome')}</th>
            <th scope="col" className="number">
              {t('calls.ran')}
            </th>
            <th scope="col" className="number">
              {t('calls.waited')}
            </th>
            <th scope="col" className="number">
              {t('calls.events')}
            </th>
            <th scope="col">{t('calls.by')}</th>
          </tr>
        </thead>
        <tbody>
          {calls.map((call) => (
            <tr key={call.id}>
              <td>
                <time dateTime={call.at}>{stamp(call.at)}</time>
              </td>
              <th scope="row">
                <code>{call.command}</code>
              </th>
              <td>
                <Dot tone={TONES[call.outcome]} /> {t(`calls.outcomes.${call.outcome}`)}
                {call.code ? ` ${call.code}` : ''}
              </td>
              <td className="number">{elapsed(ranMs(call))}</td>
              <td className="number">{elapsed(call.waitedMicros / 1000)}</td>
              <td className="number">{call.events}</td>
              <td>{call.principal}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
