import { useTranslation } from 'react-i18next';
import { Panel } from '../components/Panel';
import { ExtensionBoundary } from './ExtensionBoundary';
import { textIn, useAdded, widgets } from './registry';
import type { Widget } from './sdk';

interface Props {
  place: Widget['place'];
  /** Whose; of all plugins without. */
  plugin?: string;
}

/** The panels that plugins add to a place. */
export function Widgets({ place, plugin }: Props) {
  const { i18n } = useTranslation();
  const shown = useAdded(widgets).filter(
    (it) => it.item.place === place && (!plugin || it.plugin === plugin),
  );
  return shown.map(({ plugin: owner, item }) => {
    const { id, title, component: Body } = item;
    return (
      <Panel key={`${owner}/${id}`} title={textIn(title, i18n.language)}>
        <ExtensionBoundary plugin={owner}>
          <Body />
        </ExtensionBoundary>
      </Panel>
    );
  });
}
