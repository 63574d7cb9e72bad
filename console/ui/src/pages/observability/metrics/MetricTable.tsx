import { Input } from 'antd';
import { SearchOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Metric } from '../../../api/metrics';
import { Empty } from '../../../components/Empty';
import { Panel } from '../../../components/Panel';
import { useQueryParam } from '../../../components/useQueryParam';
import { valueText } from './units';

interface Row {
  key: string;
  name: string;
  help: string;
  labels: string;
  value: number;
}

/** Every metric as it is now. */
export function MetricTable({ metrics }: { metrics: readonly Metric[] }) {
  const { t, i18n } = useTranslation();
  const [search, setSearch] = useQueryParam('q');
  const shown = rowsOf(metrics).filter((row) => fits(row, search));
  return (
    <Panel title={t('metrics.now')}>
      <div className="toolbar">
        <Input
          type="search"
          allowClear
          prefix={<SearchOutlined aria-hidden />}
          value={search}
          placeholder={t('metrics.search')}
          aria-label={t('metrics.search')}
          onChange={(event) => setSearch(event.target.value)}
        />
        <span className="toolbar-count" role="status">
          {t('metrics.shown', { count: shown.length })}
        </span>
      </div>
      {shown.length === 0 ? (
        <Empty icon={<SearchOutlined />} title={t('metrics.noMatch')} />
      ) : (
        <div className="table-frame" tabIndex={0} role="group" aria-label={t('metrics.now')}>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('metrics.name')}</th>
                <th scope="col">{t('metrics.labels')}</th>
                <th scope="col" className="number">
                  {t('metrics.value')}
                </th>
                <th scope="col">{t('metrics.help')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ key, name, help, labels, value }) => (
                <tr key={key}>
                  <th scope="row">
                    <code>{name}</code>
                  </th>
                  <td>{labels}</td>
                  <td className="number">{valueText(name, value, i18n.language)}</td>
                  <td className="quiet">{help}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function rowsOf(metrics: readonly Metric[]): Row[] {
  return metrics.flatMap(({ name, help, samples }) =>
    samples.map(({ suffix, labels, value }) => {
      const text = Object.entries(labels)
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([label, of]) => `${label}=${of}`)
        .join(' ');
      const shown = name + suffix;
      return { key: `${shown} ${text}`, name: shown, help, labels: text, value };
    }),
  );
}

function fits({ name, labels, help }: Row, search: string): boolean {
  const text = `${name} ${labels} ${help}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
