import { Button } from 'antd';
import {
  ArrowDownOutlined,
  ArrowUpOutlined,
  DeleteOutlined,
  PlusOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Param } from '../api/types';
import { FieldNode } from './FieldNode';
import type { Errors } from './Fields';
import { moved, nodeOf, withDefaults, isStructured, type Node } from './tree';

interface Props {
  param: Param;
  items: readonly Node[];
  path: string;
  errors: Errors;
  onChange: (items: readonly Node[]) => void;
  mark?: ReactNode;
}

/** The items of a list, to be added, removed and put in another order. */
export function ListField({ param, items, path, errors, onChange, mark }: Props) {
  const { t } = useTranslation();
  const item = param.items as Param;
  const fixed = param.ui?.readonly === true;
  const full = param.maxItems !== undefined && items.length >= param.maxItems;
  const fresh = () =>
    nodeOf(item, isStructured(item) ? withDefaults(item.fields ?? [], {}) : item.default);
  return (
    <fieldset className="field-group">
      <legend>
        <code>{param.name}</code>{' '}
        {param.required ? <span className="field-required">{t('details.required')}</span> : null}{' '}
        {mark}
      </legend>
      {param.description ? <p className="field-hint">{param.description}</p> : null}
      <ol className="field-items">
        {items.map((node, index) => (
          <li key={index}>
            <FieldNode
              param={item}
              label={t('form.item', { number: index + 1 })}
              node={node}
              path={`${path}[${index}]`}
              errors={errors}
              onChange={(changed) => onChange(items.with(index, changed))}
            />
            {fixed ? null : (
              <ItemButtons
                name={`${param.name} ${index + 1}`}
                first={index === 0}
                last={index === items.length - 1}
                onMove={(by) => onChange(moved(items, index, by))}
                onRemove={() => onChange(items.toSpliced(index, 1))}
              />
            )}
          </li>
        ))}
      </ol>
      <Button
        size="small"
        icon={<PlusOutlined aria-hidden />}
        disabled={fixed || full}
        aria-label={t('form.addTo', { name: param.name })}
        onClick={() => onChange([...items, fresh()])}
      >
        {t('form.add')}
      </Button>
      <p className="field-error" aria-live="polite">
        {errors[path]}
      </p>
    </fieldset>
  );
}

interface ButtonsProps {
  name: string;
  first: boolean;
  last: boolean;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

function ItemButtons({ name, first, last, onMove, onRemove }: ButtonsProps) {
  const { t } = useTranslation();
  return (
    <span className="field-item-buttons">
      <Button
        type="text"
        size="small"
        icon={<ArrowUpOutlined aria-hidden />}
        aria-label={t('form.up', { name })}
        disabled={first}
        onClick={() => onMove(-1)}
      />
      <Button
        type="text"
        size="small"
        icon={<ArrowDownOutlined aria-hidden />}
        aria-label={t('form.down', { name })}
        disabled={last}
        onClick={() => onMove(1)}
      />
      <Button
        type="text"
        size="small"
        danger
        icon={<DeleteOutlined aria-hidden />}
        aria-label={t('form.remove', { name })}
        onClick={onRemove}
      />
    </span>
  );
}
