// What the page can do beyond being read: keep a person chosen, switch between light and dark, unfold, repeat.
(() => {
  const root = document.documentElement;
  root.classList.add("js");

  // Choosing a person: #p3 in the address chooses, #everyone lets go, other anchors leave the choice as it is.
  const links = [...document.querySelectorAll("nav a")];
  const choose = (jump) => {
    const hash = location.hash.slice(1);
    if (hash === "light" || hash === "dark") root.dataset.theme = hash;
    const person = /^p(\d+)$/.exec(hash);
    if (person) root.dataset.who = person[1];
    else if (hash === "everyone") delete root.dataset.who;
    const target = hash && document.getElementById(hash);
    // A link to what belongs to somebody else leads out of this person's view.
    const scene = target && target.closest("li.m");
    if (scene && !scene.classList.contains("p" + root.dataset.who)) delete root.dataset.who;
    const current = root.dataset.who ? "#p" + root.dataset.who : "#everyone";
    for (const link of links) {
      if (link.hash === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    if (!target) return;
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (jump) target.scrollIntoView();
  };
  addEventListener("hashchange", () => choose(true));
  choose(Boolean(location.hash));
  document.querySelector("nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

  const theme = document.getElementById("theme");
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = isDark ? "light" : "dark";
  });

  const folds = document.querySelectorAll("details.mid");
  const unfold = document.getElementById("unfold");
  unfold.hidden = folds.length === 0;
  unfold.addEventListener("click", () => {
    const open = unfold.getAttribute("aria-pressed") !== "true";
    unfold.setAttribute("aria-pressed", String(open));
    unfold.textContent = open ? "Fold cards again" : "Unfold all cards";
    for (const fold of folds) fold.open = open;
  });

  // A card that looks like an earlier one is stored once; it is copied in when somebody comes near it.
  const watcher = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      watcher.unobserve(target);
      const card = document.querySelector(target.hash + " .bd");
      if (card) target.replaceWith(card.cloneNode(true));
    }
  }, { rootMargin: "1500px" });
  for (const link of document.querySelectorAll("a.same")) watcher.observe(link);
})();
