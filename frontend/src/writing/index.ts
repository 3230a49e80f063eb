import type { Application } from "@hotwired/stimulus";
import AutosaveController from "./autosave_controller";
import EditorController from "./editor_controller";
import TagChipsController from "./tag_chips_controller";
import UploadsController from "./uploads_controller";

/** What only a page with the form of a post needs. */
export function register(application: Application): void {
  application.register("autosave", AutosaveController);
  application.register("editor", EditorController);
  application.register("tag-chips", TagChipsController);
  application.register("uploads", UploadsController);
}
