// The form of choices: finds a topic in a long list. Without this script the list is there all the same.
const box = document.querySelector("[data-find]");

if (box) {
  const input = box.querySelector("input");
  const topics = [...box.parentElement.querySelectorAll("li")].map((row) => ({ row, text: folded(row.textContent) }));
  const none = document.querySelector("[data-unfound]");

  input.addEventListener("input", () => {
    const asked = folded(input.value.trim());
    for (const { row, text } of topics) row.hidden = !text.includes(asked);
    none.hidden = topics.some(({ row }) => !row.hidden);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // it would subscribe
  });
  box.hidden = false;
}

function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
