import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Instance, Reference } from '../../../api/instance';
import { act } from '../../../api/instances';
import { useMayCall, useMayManage } from '../../../app/session';
import { InstanceTag, Tag } from '../../../components/Level';
import { useAct } from '../../../components/useAct';
import { inline } from '../../../format/format';
import { useLive } from '../../../live/store';
import { needsLink, termsOf } from '../../../references/needs';
import { instanceLink } from '../../instances/InstanceTable';
import { ReferenceActions } from './ReferenceActions';
import type { Row } from './rows';

export interface RowProps {
  service: Instance;
  row: Row;
  onEdit: () => void;
  onChanged: () => void;
}

/** One word of the service's, and the instance behind it. */
export function ReferenceRow(props: RowProps) {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  const { alias, reference, declared } = props.row;
  return (
    <li>
      <div className="need-what">
        <span className="need-head">
          <strong className="mono">{alias}</strong>
          {declared ? (
            <span className="quiet">{t('references.needs', { terms: termsOf(declared) })}</span>
          ) : (
            <span className="quiet">{t('references.undeclared')}</span>
          )}
        </span>
        {reference ? <Target {...{ reference, declared }} /> : <Unset {...props} />}
      </div>
      {mayManage ? <ReferenceActions {...props} /> : null}
    </li>
  );
}

function Unset({ service, row: { declared } }: RowProps) {
  const { t } = useTranslation();
  const missing = declared?.installed === null;
  return (
    <>
      <span>
        <Tag tone="warn" text={t('references.unset')} />
      </span>
      <span className="quiet">
        {missing ? t('references.unsetInstall') : t('references.unsetHint')}{' '}
        {missing ? (
          <Link to={needsLink(service.package)}>{t('needs.show', { id: service.package })}</Link>
        ) : null}
      </span>
    </>
  );
}

function Target({ reference, declared }: { reference: Reference; declared: Row['declared'] }) {
  const { t } = useTranslation();
  const { instance: id, config } = reference;
  const target = useLive(({ instances }) => instances?.find((it) => it.id === id));
  const known = useLive(({ instances }) => instances !== undefined);
  const overrides = Object.entries(config);
  const label = t('references.overrides', { instance: id });
  return (
    <>
      <span className="need-head">
        <Link to={instanceLink(id)}>{id}</Link>
        {target ? (
          <>
            <InstanceTag state={target.state} />
            <span className="mono quiet">
              {target.package}@{target.version}
            </span>
          </>
        ) : null}
      </span>
      {known && !target ? <span className="field-error">{t('references.gone')}</span> : null}
      {target && declared && target.package !== declared.package ? (
        <span className="field-error">
          {t('references.otherPackage', {
            instance: id,
            package: target.package,
            wanted: declared.package,
          })}
        </span>
      ) : null}
      {overrides.length > 0 ? (
        <div className="overrides">
          <span className="quiet">{label}</span>
          <ul aria-label={label}>
            {overrides.map(([name, value]) => (
              <li key={name} className="chip mono">
                {name} = {inline(value)}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {target?.restartNeeded ? <Restart id={id} /> : null}
    </>
  );
}

function Restart({ id }: { id: string }) {
  const { t } = useTranslation();
  const mayCall = useMayCall();
  const { busy, run } = useAct();
  return (
    <span className="need-head">
      <span className="quiet">{t('references.restart', { id })}</span>
      {mayCall ? (
        <Button size="small" loading={busy} onClick={() => void run(() => act(id, 'restart'))}>
          {t('instances.actOf.restart', { id })}
        </Button>
      ) : null}
    </span>
  );
}
