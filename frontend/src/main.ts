import { Application } from "@hotwired/stimulus";
import AutosizeController from "./controllers/autosize_controller";
import CopyLinkController from "./controllers/copy_link_controller";
import DialogController from "./controllers/dialog_controller";
import DraftController from "./controllers/draft_controller";
import MentionController from "./controllers/mention_controller";
import MenuController from "./controllers/menu_controller";
import MineController from "./controllers/mine_controller";
import MomentController from "./controllers/moment_controller";
import NoneOfTheseController from "./controllers/none_of_these_controller";
import PasskeyController from "./controllers/passkey_controller";
import PasswordController from "./controllers/password_controller";
import QuoteController from "./controllers/quote_controller";
import ReadController from "./controllers/read_controller";
import SearchShortcutController from "./controllers/search_shortcut_controller";
import SubmitOnceController from "./controllers/submit_once_controller";
import TagInputController from "./controllers/tag_input_controller";
import ThemeController from "./controllers/theme_controller";
import ToastController from "./controllers/toast_controller";
import TroubleController from "./controllers/trouble_controller";
import { copiesHere } from "./lib/copies";
import { Drafts, draftKey } from "./lib/drafts";
import "./htmx";

const forms = [...document.querySelectorAll<HTMLElement>("[data-draft-key-value]")];
const inside = !document.body.classList.contains("bare");
new Drafts(sessionStorage).settle(inside, forms.map(draftKey));
const written = [...document.querySelectorAll<HTMLElement>("[data-autosave-slot-value]")];
const slots = written.map((form) => form.dataset.autosaveSlotValue ?? "");
copiesHere().settle(inside, slots);
document.addEventListener("submit", (event) => {
  if ((event.target as HTMLElement).matches("[data-sign-out]")) copiesHere().forgetAll();
});

// On a small screen tabs lie in a row that scrolls: the one where we are is to be seen.
for (const tab of document.querySelectorAll(":is(.tabs, .acc-nav) [aria-current]")) {
  const row = tab.parentElement as HTMLElement;
  row.scrollLeft = tab.getBoundingClientRect().right - row.getBoundingClientRect().right + tab.clientWidth;
}

const application = Application.start();
application.register("autosize", AutosizeController);
application.register("copy-link", CopyLinkController);
application.register("dialog", DialogController);
application.register("draft", DraftController);
application.register("mention", MentionController);
application.register("menu", MenuController);
application.register("mine", MineController);
application.register("moment", MomentController);
application.register("passkey", PasskeyController);
application.register("none-of-these", NoneOfTheseController);
application.register("password", PasswordController);
application.register("quote", QuoteController);
application.register("read", ReadController);
application.register("search-shortcut", SearchShortcutController);
application.register("submit-once", SubmitOnceController);
application.register("tag-input", TagInputController);
application.register("theme", ThemeController);
application.register("toast", ToastController);
application.register("trouble", TroubleController);

// Pages that only read fetch none of this.
if (written.length) {
  import("./editor").catch(() => undefined); // then the plain text stays
  void import("./writing").then(({ register }) => register(application));
}
