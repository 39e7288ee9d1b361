import styles from './rich-text.module.css';

/**
 * Formatted text of a message. The server sanitised it when it was written, and the page's content
 * security policy runs no script that is not one of ours; nothing else may be shown through this.
 */
export function RichText({ html }: { html: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the one place for HTML that the server has sanitised
  return <div className={styles['rich']} dangerouslySetInnerHTML={{ __html: html }} />;
}
