export default () => ({
  dir: { input: "content", includes: "../includes", output: "site" },
  markdownTemplateEngine: false, // what looks like a template in a page is text
});
