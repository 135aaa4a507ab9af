/** Photos dropped anywhere on the chat go to the tray; `veil` is shown while files are held over it. */
export function takeDrops(root: HTMLElement, veil: HTMLElement, take: (files: File[]) => void): void {
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
  root.ondragover = (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    veil.hidden = false;
  };
  root.ondragleave = (event) => {
    if (!root.contains(event.relatedTarget as Node | null)) veil.hidden = true;
  };
  root.ondrop = (event) => {
    veil.hidden = true;
    if (!hasFiles(event)) return;
    event.preventDefault();
    take([...(event.dataTransfer?.files ?? [])]);
  };
}
