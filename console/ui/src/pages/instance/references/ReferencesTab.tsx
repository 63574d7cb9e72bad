import { Button, Skeleton } from 'antd';
import { LinkOutlined, PlusOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMayManage } from '../../../app/session';
import { Empty } from '../../../components/Empty';
import { later } from '../../../components/later';
import { Panel } from '../../../components/Panel';
import { useMessage } from '../../../components/useMessage';
import { useDependencies } from '../../../references/useDependencies';
import type { TabProps } from '../tabs';
import { ReferenceRow } from './ReferenceRow';
import { rowsOf, type Row } from './rows';
import '../../../references/references.css';

const ReferDialog = later(() => import('./ReferDialog'));

/** What a service works with: set, or declared and still to be set. */
export default function ReferencesTab({ instance, onChanged }: TabProps) {
  const { t } = useTranslation();
  const say = useMessage();
  const mayManage = useMayManage();
  const service = instance.kind === 'service';
  const declared = useDependencies(service ? instance.package : '', instance.version);
  const [editing, setEditing] = useState<Partial<Row>>();
  if (!service) {
    return (
      <Empty
        icon={<LinkOutlined />}
        title={t('references.driver')}
        hint={t('references.driverHint')}
      />
    );
  }
  if (!declared.data && !declared.error) return <Skeleton active />;
  const rows = rowsOf(instance.references ?? {}, declared.data ?? []);
  const add = mayManage ? (
    <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={() => setEditing({})}>
      {t('references.add')}
    </Button>
  ) : null;
  return (
    <Panel title={t('references.title')} extra={add}>
      {declared.error && !declared.data ? (
        <p role="alert" className="field-error">
          {t('references.failed')}: {say(declared.error)}
        </p>
      ) : null}
      {rows.length === 0 ? (
        <Empty
          icon={<LinkOutlined />}
          title={t('references.empty')}
          hint={mayManage ? t('references.emptyHint') : undefined}
        />
      ) : (
        <>
          <p className="panel-lead">{t('references.lead')}</p>
          <ul className="needs">
            {rows.map((row) => (
              <ReferenceRow
                key={row.alias}
                service={instance}
                row={row}
                onEdit={() => setEditing(row)}
                onChanged={onChanged}
              />
            ))}
          </ul>
        </>
      )}
      {editing ? (
        <ReferDialog
          service={instance.id}
          row={editing}
          taken={rows.map((it) => it.alias)}
          onSaved={onChanged}
          onClose={() => setEditing(undefined)}
        />
      ) : null}
    </Panel>
  );
}
