import { useState } from 'react';
import { Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Param } from '../api/types';
import { FieldNode } from './FieldNode';
import { isAdvanced, sectionsOf } from './sections';
import { below, readTree, type Branch, type Node } from './tree';
import { isVisible } from './visible';

/** What is wrong, in words, by path. */
export type Errors = Readonly<Record<string, string>>;

interface Props {
  fields: readonly Param[];
  branch: Branch;
  path?: string;
  errors: Errors;
  onChange: (branch: Branch) => void;
}

/** Fields under their headings; the advanced ones once asked for, or when one of them is wrong. */
export function Fields({ fields, branch, path = '', errors, onChange }: Props) {
  const { t } = useTranslation();
  const [advanced, setAdvanced] = useState(false);
  const { values } = readTree(fields, branch, path);
  const wrong = (name: string) =>
    Object.keys(errors).some((it) => it === name || /^[.[]/.test(it.slice(name.length)));
  const hidden = fields.filter(isAdvanced);
  const open = advanced || hidden.some(({ name }) => wrong(below(path, name)));
  const shown = fields.filter(
    (it) => isVisible(it.ui?.visibleIf, values) && (open || !isAdvanced(it)),
  );
  return (
    <>
      {sectionsOf(shown).map((section) => {
        const content = section.fields.map((param) => (
          <FieldNode
            key={param.name}
            param={param}
            node={branch[param.name]}
            path={below(path, param.name)}
            errors={errors}
            onChange={(node: Node) => onChange({ ...branch, [param.name]: node })}
          />
        ));
        return section.group ? (
          <fieldset key={section.group} className="field-group">
            <legend>{section.group}</legend>
            {content}
          </fieldset>
        ) : (
          <div key="">{content}</div>
        );
      })}
      {hidden.length > 0 ? (
        <label className="field-switch">
          <Switch size="small" checked={open} onChange={setAdvanced} />
          {t('form.advanced', { count: hidden.length })}
        </label>
      ) : null}
    </>
  );
}
