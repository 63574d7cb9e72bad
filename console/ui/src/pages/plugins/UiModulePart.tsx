import { Button, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';
import { approveUiModule, withdrawUiModule } from '../../api/plugins';
import type { UiModule } from '../../api/types';
import { useMayManage } from '../../app/session';
import { CopyButton } from '../../components/CopyButton';
import { Facts } from '../../components/Facts';
import { Dot } from '../../components/Level';
import { useAct } from '../../components/useAct';
import { useExtensions } from '../../extensions/loader';
import { Widgets } from '../../extensions/Widgets';
import { dateTime, shortDigest } from '../../format/format';

/** What a plugin adds to the console, and whether it may. */
export function UiModulePart({ module }: { module: UiModule }) {
  const { t } = useTranslation();
  const mayManage = useMayManage();
  return (
    <section className="drawer-part" aria-label={t('extensions.title')}>
      <h2>{t('extensions.title')}</h2>
      <State module={module} />
      <Facts
        facts={[
          {
            label: t('extensions.needs'),
            value: module.permissions.length ? module.permissions.join(', ') : '–',
          },
          {
            label: t('extensions.files'),
            value: <code>{module.files.join(' ')}</code>,
          },
          {
            label: t('details.digest'),
            value: (
              <span className="path">
                <code title={module.digest}>{shortDigest(module.digest)}</code>
                <CopyButton text={module.digest} />
              </span>
            ),
          },
        ]}
      />
      {mayManage ? <Decision module={module} /> : null}
      <Widgets place="plugin" plugin={module.plugin} />
    </section>
  );
}

function State({ module }: { module: UiModule }) {
  const { t, i18n } = useTranslation();
  const { plugin, approved, approvedBy, approvedAt } = module;
  const loaded = useExtensions((all) => all[plugin]);
  if (!approved) {
    return (
      <p>
        <Dot tone="warn" /> {t('extensions.notApproved')}
      </p>
    );
  }
  if (loaded?.state === 'failed') {
    return (
      <p role="alert">
        <Dot tone="error" /> {t('extensions.notLoaded', { reason: loaded.message })}
      </p>
    );
  }
  return (
    <p>
      <Dot tone="ok" />{' '}
      {t('extensions.approved', {
        by: approvedBy,
        time: approvedAt ? dateTime(approvedAt, i18n.language) : '',
      })}
    </p>
  );
}

function Decision({ module }: { module: UiModule }) {
  const { t } = useTranslation();
  const { plugin, digest, approved } = module;
  const { busy, run } = useAct();
  if (approved) {
    return (
      <Button size="small" loading={busy} onClick={() => void run(() => withdrawUiModule(plugin))}>
        {t('extensions.withdraw')}
      </Button>
    );
  }
  return (
    <Popconfirm
      title={t('extensions.approveTitle', { plugin })}
      description={<p className="back">{t('extensions.approveHint')}</p>}
      okText={t('extensions.approve')}
      cancelText={t('app.cancel')}
      onConfirm={() => void run(() => approveUiModule(plugin, digest))}
    >
      <Button size="small" loading={busy}>
        {t('extensions.approve')}
      </Button>
    </Popconfirm>
  );
}
