import { useRef, type ReactNode } from 'react';

interface FileButtonProps {
  accept: string;
  multiple?: boolean;
  testid: string;
  className?: string;
  disabled?: boolean;
  onFiles: (files: File[]) => void;
  children: ReactNode;
}

/** A button that asks for files; the input behind it is out of the way of keyboards and screen readers. */
export function FileButton(props: FileButtonProps) {
  const { accept, multiple = false, testid, className = 'button', disabled, onFiles, children } = props;
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        multiple={multiple}
        data-testid={`${testid}-input`}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          target.value = ''; // so that the same file can be chosen again
          if (files.length > 0) onFiles(files);
        }}
      />
      <button
        type="button"
        className={className}
        data-testid={testid}
        disabled={disabled}
        onClick={() => input.current?.click()}
      >
        {children}
      </button>
    </>
  );
}
