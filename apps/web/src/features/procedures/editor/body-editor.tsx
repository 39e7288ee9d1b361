import { PictureOutlined } from '@ant-design/icons';
import { Image } from '@tiptap/extension-image';
import type { Editor } from '@tiptap/react';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShowError } from '../../../ui/use-error-text.ts';
import { uploadFile } from '../../files/file.queries.ts';
import RichTextEditor from '../../tickets/editor/rich-text-editor.tsx';
import styles from '../procedures.module.css';

const extensions = [Image.configure({ HTMLAttributes: { loading: 'lazy' } })];

interface BodyEditorProps {
  label: string;
  placeholder: string;
  /** What it begins with; afterwards the editor has its own. */
  html: string;
  /** An empty text where nothing is written. */
  onChange: (html: string) => void;
}

/** Rich text with pictures, which are uploaded as they are put in. What it writes the server sanitises. */
export default function BodyEditor({ label, placeholder, html, onChange }: BodyEditorProps) {
  const { t } = useTranslation();
  const showError = useShowError();
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const target = useRef<Editor | null>(null);
  const put = async (files: readonly File[], editor: Editor) => {
    setBusy(true);
    try {
      for (const file of files.filter(({ type }) => type.startsWith('image/'))) {
        const { id, name } = await uploadFile(file);
        editor
          .chain()
          .focus()
          .setImage({ src: `/api/v1/files/${id}`, alt: name })
          .run();
      }
    } catch (error) {
      showError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles['body']}>
      <RichTextEditor
        initialHtml={html}
        label={label}
        placeholder={placeholder}
        minHeight={64}
        extensions={extensions}
        onChange={(next, empty) => onChange(empty ? '' : next)}
        onFiles={(files, editor) => void put(files, editor)}
        tools={(editor) => (
          <Button
            type="text"
            size="small"
            loading={busy}
            icon={<PictureOutlined />}
            aria-label={t('procedures.picture')}
            title={t('procedures.picture')}
            onClick={() => {
              target.current = editor;
              input.current?.click();
            }}
          />
        )}
      />
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept="image/png,image/jpeg,image/gif,image/webp"
        aria-label={t('procedures.picture')}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          if (target.current !== null) void put(files, target.current);
        }}
      />
    </div>
  );
}
