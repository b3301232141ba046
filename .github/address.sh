# The address of the site, for all later steps of a job: what `site_url` in mkdocs.yml says, or, while that is the
# placeholder, where GitHub Pages has the repository. An address of your own is written in mkdocs.yml and nowhere else.
set -eu
grep -Eq '^site_url:.*https?://example\.org/' mkdocs.yml || exit 0
owner=$(echo "${GITHUB_REPOSITORY%%/*}" | tr '[:upper:]' '[:lower:]')
name=${GITHUB_REPOSITORY#*/}
[ "$(echo "$name" | tr '[:upper:]' '[:lower:]')" = "$owner.github.io" ] && folder= || folder=$name/
echo "SITE_URL=https://$owner.github.io/$folder" >> "$GITHUB_ENV"
