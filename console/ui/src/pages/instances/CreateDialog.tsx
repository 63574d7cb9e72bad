import { Button, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { UNIT_KINDS, type UnitKind } from '../../api/instance';
import { readPackage, readPackages } from '../../api/packages';
import { Failure } from '../../components/Failure';
import { useAsked } from '../../components/useAsked';
import { useFocusBack } from '../../components/useFocusBack';
import { CreateForm } from './CreateForm';
import { PackageChoice } from './PackageChoice';
import { instanceLink } from './InstanceTable';

interface Props {
  /** `package` or `package@version`, where another page has chosen. */
  chosen: string;
  kind: UnitKind;
  onClose: () => void;
}

/** Makes an instance of an installed package. */
export default function CreateDialog({ chosen, kind: first, onClose }: Props) {
  const { t } = useTranslation();
  useFocusBack();
  const navigate = useNavigate();
  const [firstId, firstVersion] = chosen.split('@');
  const [kind, setKind] = useState(first);
  const [id, setId] = useState(firstId ?? '');
  const [version, setVersion] = useState(firstVersion ?? '');
  const packages = useAsked(kind, (signal) => readPackages(kind, signal));
  const key = id && `${kind} ${id}@${version}`;
  const details = useAsked(key, (signal) =>
    id ? readPackage(kind, id, version || undefined, signal) : Promise.resolve(undefined),
  );
  const failed = packages.error ? packages : details.error ? details : undefined;
  return (
    <Modal open title={t('create.title')} footer={null} onCancel={onClose} width={640}>
      {failed ? (
        <Failure title={t('create.failed')} error={failed.error} retry={failed.again} />
      ) : null}
      <Segmented<UnitKind>
        className="create-kind"
        aria-label={t('create.kind')}
        value={kind}
        options={UNIT_KINDS.map((value) => ({ value, label: t(`instances.kinds.${value}`) }))}
        onChange={(next) => {
          setKind(next);
          setId('');
          setVersion('');
        }}
      />
      {packages.data?.length === 0 ? (
        <p>
          {t('create.noPackages')} <Link to={`/drivers?kind=${kind}`}>{t('nav.drivers')}</Link>
        </p>
      ) : (
        <PackageChoice
          packages={packages.data ?? []}
          id={id}
          version={version}
          onChange={(nextId, nextVersion) => {
            setId(nextId);
            setVersion(nextVersion);
          }}
        />
      )}
      {details.data ? (
        <CreateForm
          key={`${details.data.id}@${details.data.version}`}
          driver={details.data}
          version={version || details.data.version}
          onCancel={onClose}
          onCreated={(instance) => void navigate(instanceLink(instance.id))}
        />
      ) : (
        <footer className="dialog-foot">
          <Button onClick={onClose}>{t('app.cancel')}</Button>
        </footer>
      )}
    </Modal>
  );
}
