import { Button, Tooltip } from 'antd';
import {
  CaretRightOutlined,
  FormatPainterOutlined,
  PauseOutlined,
  RedoOutlined,
  SaveOutlined,
  SearchOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { isLive } from '../../api/instance';
import { MOD_KEY } from '../../app/Header';
import { CopyButton } from '../../components/CopyButton';
import { InstanceTag } from '../../components/Level';
import { instanceLink } from '../instances/InstanceTable';
import { CodeActions } from './CodeActions';
import { useBench, useWorkspace } from './context';
import { dirtyFiles, fileOf } from './model/state';
import { useRunning } from './useRunning';
import { useSaving } from './useSaving';

/** What the service is, and what can be done with its code. */
export function Toolbar({ onQuickOpen }: { onQuickOpen: () => void }) {
  const { t } = useTranslation();
  const { instance, mayEdit } = useBench();
  const { save, saveAll, format } = useSaving();
  const dirty = useWorkspace((it) => dirtyFiles(it).length);
  const changed = useWorkspace((it) => fileOf(it, it.active)?.dirty === true);
  const text = useWorkspace((it) => fileOf(it, it.active)?.state === 'text');
  return (
    <header className="workspace-bar">
      <h1>
        <Link to={instanceLink(instance.id)} title={t('workspace.toInstance')}>
          {instance.id}
        </Link>
      </h1>
      <InstanceTag state={instance.state} />
      <span className="chip">
        {t(`instance.codes.${instance.code === 'workspace' ? 'workspace' : 'package'}`)}
      </span>
      <Running />
      {instance.debugger ? (
        <span className="path workspace-debugger" title={t('instance.debugger')}>
          <code>{instance.debugger}</code>
          <CopyButton text={instance.debugger} />
        </span>
      ) : null}
      <span className="workspace-tools">
        <Tool
          label={t('workspace.quickOpen')}
          keys={`${MOD_KEY} P`}
          icon={<SearchOutlined />}
          onClick={onQuickOpen}
        />
        {mayEdit ? (
          <>
            <Tool
              label={t('workspace.format')}
              keys="Shift Alt F"
              icon={<FormatPainterOutlined />}
              disabled={!text}
              onClick={() => void format()}
            />
            <Tool
              label={t('workspace.save')}
              keys={`${MOD_KEY} S`}
              icon={<SaveOutlined />}
              disabled={!changed}
              onClick={() => void save()}
            />
            <Button disabled={dirty === 0} onClick={() => void saveAll()}>
              {t('workspace.saveAll')}
              {dirty > 0 ? <span className="count-badge">{dirty}</span> : null}
            </Button>
          </>
        ) : null}
        <CodeActions />
      </span>
    </header>
  );
}

function Running() {
  const { t } = useTranslation();
  const { instance } = useBench();
  const { run, stop, busy, mayRun } = useRunning();
  if (!mayRun) return null;
  const live = isLive(instance);
  return (
    <span className="workspace-run">
      <Button
        type="primary"
        icon={live ? <RedoOutlined aria-hidden /> : <CaretRightOutlined aria-hidden />}
        title={`${MOD_KEY} Enter`}
        disabled={busy}
        onClick={() => void run()}
      >
        {live ? t('instances.act.restart') : t('workspace.run')}
      </Button>
      <Button
        icon={<PauseOutlined aria-hidden />}
        disabled={busy || !(live || instance.state === 'backoff')}
        onClick={() => void stop()}
      >
        {t('instances.act.stop')}
      </Button>
    </span>
  );
}

interface ToolProps {
  label: string;
  keys: string;
  icon: ReactNode;
  disabled?: boolean;
  onClick: () => void;
}

function Tool({ label, keys, icon, disabled = false, onClick }: ToolProps) {
  return (
    <Tooltip title={`${label} (${keys})`}>
      <Button type="text" icon={icon} aria-label={label} disabled={disabled} onClick={onClick} />
    </Tooltip>
  );
}
