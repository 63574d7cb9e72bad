import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { flagsOf } from '../../api/types';
import { CopyButton } from '../../components/CopyButton';
import { Facts } from '../../components/Facts';
import { dateTime, shortDigest } from '../../format/format';
import { instanceLink } from '../instances/InstanceTable';
import { NeedsPart } from './NeedsPart';
import type { ViewProps } from './view';

export function FactsView({ driver, version }: ViewProps) {
  const { t, i18n } = useTranslation();
  const commands = driver.meta.commands ?? [];
  return (
    <>
      <Facts
        facts={[
          { label: t('drivers.column.name'), value: driver.name, note: driver.description },
          { label: t('drivers.column.vendor'), value: driver.vendor || '–' },
          { label: t('drivers.program'), value: <code>{driver.program}</code> },
          {
            label: t('details.digest'),
            value: (
              <span className="path">
                <code title={driver.digest}>{shortDigest(driver.digest)}</code>
                <CopyButton text={driver.digest} />
              </span>
            ),
          },
          {
            label: t('details.installed'),
            value: dateTime(driver.installedAt, i18n.language),
            note: driver.installedBy,
          },
          {
            label: t('drivers.column.instances'),
            value:
              driver.instances.length === 0 ? (
                '–'
              ) : (
                <span className="users">
                  {driver.instances.map((id) => (
                    <Link key={id} to={instanceLink(id)}>
                      {id}
                    </Link>
                  ))}
                </span>
              ),
          },
        ]}
      />
      {driver.kind === 'service' ? <NeedsPart service={driver} version={version} /> : null}
      <section className="drawer-part">
        <h2>
          {t('details.commands')} <span className="count-badge">{commands.length}</span>
        </h2>
        <ul className="driver-commands">
          {commands.map((command) => (
            <li key={command.name}>
              <code>{command.name}</code>
              {flagsOf(command).readOnly ? (
                <span className="chip">{t('details.readOnly')}</span>
              ) : null}
              {flagsOf(command).streaming ? (
                <span className="chip">{t('details.streaming')}</span>
              ) : null}
              <span className="quiet">{command.description ?? command.title}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
