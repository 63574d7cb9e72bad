import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useBench, useWorkspace } from './context';
import type { OpenFile } from './model/open';
import { nameOf } from './model/paths';
import { useTry } from './useTry';

/** Says that somebody else wrote to the file too, and offers what can be done. */
export function ConflictBar({ file: { path, conflict, saving } }: { file: OpenFile }) {
  const { t } = useTranslation();
  const { workspace } = useBench().session;
  const comparing = useWorkspace((it) => it.comparing === path);
  const attempt = useTry();
  const deleted = conflict?.theirs === undefined;
  const file = nameOf(path);
  return (
    <Alert
      type="warning"
      showIcon
      banner
      className="conflict"
      title={t(deleted ? 'workspace.deletedThere' : 'workspace.changedThere', { file })}
      action={
        <span className="conflict-actions">
          {deleted ? null : (
            <Button
              size="small"
              aria-pressed={comparing}
              onClick={() => workspace.compare(comparing ? undefined : path)}
            >
              {t(comparing ? 'workspace.compareEnd' : 'workspace.compare')}
            </Button>
          )}
          <Button size="small" onClick={() => workspace.reload(path)}>
            {t(deleted ? 'workspace.closeTab' : 'workspace.reload')}
          </Button>
          <Button
            size="small"
            type="primary"
            loading={saving}
            onClick={() => void attempt(workspace.overwrite(path))}
          >
            {t(deleted ? 'workspace.saveAnyway' : 'workspace.overwrite')}
          </Button>
        </span>
      }
    />
  );
}
