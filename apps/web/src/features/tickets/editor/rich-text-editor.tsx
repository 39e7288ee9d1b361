import {
  BoldOutlined,
  ItalicOutlined,
  LinkOutlined,
  OrderedListOutlined,
  StrikethroughOutlined,
  UnorderedListOutlined,
} from '@ant-design/icons';
import { Placeholder } from '@tiptap/extensions';
import {
  EditorContent,
  type Extensions,
  type Editor as TiptapEditor,
  useEditor,
  useEditorState,
} from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { Button } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './editor.module.css';

/** What the composer does with the editor. */
export interface EditorHandle {
  focus: () => void;
  /** Plain text, put in at the cursor; line ends become paragraphs. */
  insert: (text: string) => void;
  clear: () => void;
}

interface RichTextEditorProps {
  initialHtml: string;
  placeholder: string;
  label: string;
  onChange: (html: string, empty: boolean) => void;
  onSend?: () => void;
  onReady?: (handle: EditorHandle) => void;
  /** Files that were pasted or dropped. */
  onFiles: (files: File[], editor: TiptapEditor) => void;
  minHeight?: number;
  /** What texts of another kind have besides, e.g. pictures; with the tools for it. */
  extensions?: Extensions;
  tools?: (editor: TiptapEditor) => ReactNode;
}

/** A light editor: paragraphs, lists, links, quotes, code. What it writes the server sanitises. */
export default function RichTextEditor(props: RichTextEditorProps) {
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const editor = useEditor({
    extensions: [
      StarterKit.configure({
        heading: false,
        horizontalRule: false,
        link: { openOnClick: false, autolink: true, protocols: ['http', 'https', 'mailto', 'tel'] },
      }),
      Placeholder.configure({ placeholder: () => latest.current.placeholder }),
      ...(props.extensions ?? []),
    ],
    content: props.initialHtml,
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': props.label,
        class: styles['text'] ?? '',
        style: `min-height:${props.minHeight ?? 96}px`,
      },
      handleKeyDown: (_view, event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return false;
        latest.current.onSend?.();
        return latest.current.onSend !== undefined;
      },
      handlePaste: (_view, event) => {
        const files = [...(event.clipboardData?.files ?? [])];
        if (files.length === 0) return false;
        latest.current.onFiles(files, editor);
        return true;
      },
      handleDrop: (_view, event) => {
        const files = [...(event.dataTransfer?.files ?? [])];
        if (files.length === 0) return false;
        event.preventDefault();
        latest.current.onFiles(files, editor);
        return true;
      },
    },
    onUpdate: ({ editor: current }) => latest.current.onChange(current.getHTML(), current.isEmpty),
  });

  useEffect(() => {
    latest.current.onReady?.({
      focus: () => editor.commands.focus('end'),
      insert: (text) => editor.chain().focus().insertContent(paragraphs(text)).run(),
      clear: () => editor.commands.clearContent(true),
    });
  }, [editor]);

  // The editor draws its placeholder anew only with a transaction.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the new placeholder that calls for it
  useEffect(() => {
    editor.view.dispatch(editor.state.tr);
  }, [editor, props.placeholder]);

  return (
    <div className={styles['editor']}>
      <EditorContent editor={editor} />
      <Tools editor={editor}>{props.tools?.(editor)}</Tools>
    </div>
  );
}

function Tools({ editor, children }: { editor: TiptapEditor; children: ReactNode }) {
  const { t } = useTranslation();
  const on = useEditorState({
    editor,
    selector: ({ editor: current }) => ({
      bold: current.isActive('bold'),
      italic: current.isActive('italic'),
      strike: current.isActive('strike'),
      bulletList: current.isActive('bulletList'),
      orderedList: current.isActive('orderedList'),
      link: current.isActive('link'),
    }),
  });
  const link = () => {
    if (on.link) return editor.chain().focus().unsetLink().run();
    const address = window.prompt(t('tickets.editor.linkAddress'), 'https://');
    if (address === null || !/^(https?:|mailto:|tel:)/.test(address)) return false;
    return editor.chain().focus().extendMarkRange('link').setLink({ href: address }).run();
  };
  const tool = (name: keyof typeof on, icon: ReactNode, run: () => void) => (
    <Button
      key={name}
      type="text"
      size="small"
      icon={icon}
      aria-label={t(`tickets.editor.${name}`)}
      aria-pressed={on[name]}
      title={t(`tickets.editor.${name}`)}
      className={on[name] ? (styles['on'] ?? '') : ''}
      onMouseDown={(event) => event.preventDefault()}
      onClick={run}
    />
  );
  return (
    <div className={styles['tools']} role="toolbar" aria-label={t('tickets.editor.tools')}>
      {tool('bold', <BoldOutlined />, () => editor.chain().focus().toggleBold().run())}
      {tool('italic', <ItalicOutlined />, () => editor.chain().focus().toggleItalic().run())}
      {tool('strike', <StrikethroughOutlined />, () => editor.chain().focus().toggleStrike().run())}
      {tool('bulletList', <UnorderedListOutlined />, () => editor.chain().focus().toggleBulletList().run())}
      {tool('orderedList', <OrderedListOutlined />, () => editor.chain().focus().toggleOrderedList().run())}
      {tool('link', <LinkOutlined />, link)}
      {children}
    </div>
  );
}

/** As nodes, not as HTML: what a macro holds is text, whatever signs are in it. */
function paragraphs(text: string) {
  return text
    .split(/\r?\n/)
    .map((line) => ({ type: 'paragraph', content: line === '' ? [] : [{ type: 'text', text: line }] }));
}
