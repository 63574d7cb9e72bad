import { useTranslation } from 'react-i18next';
import type { Instance } from '../../api/instance';
import { Panel } from '../../components/Panel';
import { Sparkline } from '../../components/Sparkline';
import { bytes, cores, count } from '../../format/format';
import { useLive } from '../../live/store';
import { TRAIL_MAX } from '../../live/trails';

const NONE: readonly number[] = [];

/** What the process uses now and used in the last two minutes. */
export function UsagePanel({ instance }: { instance: Instance }) {
  const { t, i18n } = useTranslation();
  const trail = useLive((live) => live.trails[instance.id]);
  const { usage } = instance;
  if (!usage) {
    return (
      <Panel title={t('instance.usage')}>
        <p className="quiet">{t('instance.noProcess')}</p>
      </Panel>
    );
  }
  const number = (value: number) => count(value, i18n.language);
  const gauges = [
    { name: t('instances.column.cpu'), values: trail?.cpu ?? NONE, show: cores, top: 0.1 },
    { name: t('instances.column.memory'), values: trail?.memory ?? NONE, show: bytes, top: 1 },
  ];
  return (
    <Panel title={t('instance.usage')}>
      <ul className="usage">
        {gauges.map(({ name, values, show, top }) => {
          const max = Math.max(0, ...values);
          const now = show(values.at(-1) ?? 0);
          return (
            <li key={name}>
              <span className="gauge-name">{name}</span>
              <span className="gauge-value">{now}</span>
              <Sparkline
                values={values}
                max={Math.max(top, max * 1.1)}
                slots={TRAIL_MAX}
                label={t('load.chart', { name, now, max: show(max) })}
              />
            </li>
          );
        })}
      </ul>
      <p className="panel-foot">
        {t('instance.counts', {
          processes: number(usage.processes),
          threads: number(usage.threads),
          handles: number(usage.handles),
        })}
      </p>
    </Panel>
  );
}
