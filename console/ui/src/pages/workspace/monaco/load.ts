/** The editor, which is large: fetched with the first workspace. Its texts are fixed from then on. */
export type Editor = typeof import('./editor');
export type Monaco = Editor['monaco'];

export async function loadEditor(language: string): Promise<Editor> {
  if (language === 'zh') await import('monaco-editor/nls/lang/zh-cn');
  return import('./editor');
}
