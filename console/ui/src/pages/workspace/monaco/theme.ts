import { PALETTES, type Scheme } from '../../../app/palette';
import type { Monaco } from './load';

export const themeName = (scheme: Scheme): string => `backplane-${scheme}`;

/** Code in the colours of the product. */
export function defineThemes(monaco: Monaco): void {
  for (const scheme of ['light', 'dark'] as const) {
    const colour = PALETTES[scheme];
    const dark = scheme === 'dark';
    const rule = (token: string, value: string, fontStyle?: string) => ({
      token,
      foreground: value.slice(1),
      ...(fontStyle ? { fontStyle } : {}),
    });
    monaco.editor.defineTheme(themeName(scheme), {
      base: dark ? 'vs-dark' : 'vs',
      inherit: true,
      rules: [
        rule('', colour.text),
        rule('comment', dark ? '#82918e' : '#5d6c69', 'italic'),
        rule('keyword', dark ? '#c3a5e8' : '#7a3ea3'),
        rule('string', dark ? '#b5ce8a' : '#3d6b12'),
        rule('string.key.json', colour.info),
        rule('string.value.json', dark ? '#b5ce8a' : '#3d6b12'),
        rule('number', colour.warn),
        rule('regexp', colour.error),
        rule('type', colour.accent),
        rule('type.identifier', colour.accent),
        rule('delimiter', colour['text-2']),
      ],
      colors: {
        'editor.background': colour.surface,
        'editor.foreground': colour.text,
        'editorGutter.background': colour.surface,
        'editorLineNumber.foreground': colour['text-3'],
        'editorLineNumber.activeForeground': colour.accent,
        'editorLineNumber.dimmedForeground': colour['text-3'],
        'editorUnnecessaryCode.opacity': '#000000ff',
        'editorUnnecessaryCode.border': colour['line-strong'],
        'editor.lineHighlightBackground': colour.raised,
        'editor.lineHighlightBorder': `${colour.raised}00`,
        'editor.selectionBackground': dark ? '#24534c' : '#bfe0db',
        'editor.inactiveSelectionBackground': dark ? '#1d3b37' : '#dbeeeb',
        'editorCursor.foreground': colour.accent,
        'editorIndentGuide.background1': colour.line,
        'editorIndentGuide.activeBackground1': colour['line-strong'],
        'editorWidget.background': dark ? colour.raised : colour.surface,
        'editorWidget.border': colour['line-strong'],
        'editorHoverWidget.background': dark ? colour.raised : colour.surface,
        'editorHoverWidget.border': colour['line-strong'],
        'editorSuggestWidget.background': dark ? colour.raised : colour.surface,
        'editorSuggestWidget.border': colour['line-strong'],
        'editorSuggestWidget.selectedBackground': colour['accent-soft'],
        'editorSuggestWidget.selectedForeground': colour.text,
        'editorSuggestWidget.highlightForeground': colour.accent,
        'editorSuggestWidget.focusHighlightForeground': colour.accent,
        'list.hoverBackground': colour.raised,
        'list.focusBackground': colour['accent-soft'],
        'list.activeSelectionBackground': colour['accent-soft'],
        'list.activeSelectionForeground': colour.text,
        'menu.background': dark ? colour.raised : colour.surface,
        'menu.foreground': colour.text,
        'menu.selectionBackground': colour['accent-soft'],
        'menu.selectionForeground': colour.accent,
        'menu.separatorBackground': colour.line,
        'menu.border': colour['line-strong'],
        'widget.shadow': '#00000030',
        'input.background': colour.page,
        'input.border': colour['line-strong'],
        focusBorder: colour.accent,
        'editorError.foreground': colour.error,
        'editorWarning.foreground': colour.warn,
        'editorInfo.foreground': colour.info,
        'scrollbarSlider.background': `${colour['line-strong']}99`,
        'scrollbarSlider.hoverBackground': colour['line-strong'],
        'scrollbar.shadow': '#00000000',
        'editorStickyScroll.background': colour.surface,
        'editorStickyScroll.shadow': '#00000000',
        'editorOverviewRuler.border': '#00000000',
        'diffEditor.insertedTextBackground': `${colour.ok}33`,
        'diffEditor.removedTextBackground': `${colour.error}33`,
        'diffEditor.insertedLineBackground': `${colour.ok}1c`,
        'diffEditor.removedLineBackground': `${colour.error}1c`,
      },
    });
  }
}
