import { Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import { removeReference, saveReference } from '../../../api/references';
import { useAct } from '../../../components/useAct';
import type { RowProps } from './ReferenceRow';

/** What can be done about one reference; each ends with the row as the kernel then has it. */
export function ReferenceActions({ service, row, onEdit, onChanged }: RowProps) {
  const { t } = useTranslation();
  const { busy, run } = useAct();
  const { alias, reference, declared } = row;
  const does = async (work: () => Promise<unknown>, done: string) => {
    if (await run(work, done)) onChanged();
  };
  if (!reference) {
    const ready = declared?.refersTo;
    return (
      <span className="row-actions">
        {ready ? (
          <Button
            size="small"
            type="primary"
            loading={busy}
            onClick={() =>
              void does(
                () => saveReference(service.id, alias, { instance: ready, config: {} }),
                t('references.saved', { service: service.id, instance: ready }),
              )
            }
          >
            {t('references.use', { instance: ready })}
          </Button>
        ) : null}
        <Button size="small" aria-label={t('references.chooseOf', { alias })} onClick={onEdit}>
          {t('references.choose')}
        </Button>
      </span>
    );
  }
  return (
    <span className="row-actions">
      <Button size="small" aria-label={t('references.changeOf', { alias })} onClick={onEdit}>
        {t('references.change')}
      </Button>
      <Popconfirm
        title={t('references.removeTitle', { alias })}
        description={t('references.removeText', { instance: reference.instance })}
        okText={t('references.remove')}
        okButtonProps={{ danger: true }}
        cancelText={t('app.cancel')}
        placement="bottomRight"
        onConfirm={() =>
          void does(() => removeReference(service.id, alias), t('references.removed', { alias }))
        }
      >
        <Button size="small" danger loading={busy} aria-label={t('references.removeOf', { alias })}>
          {t('references.remove')}
        </Button>
      </Popconfirm>
    </span>
  );
}
