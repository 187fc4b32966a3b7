namespace LeanRx.Messages.Internal;

/// <summary>
/// Makes text harmless in HTML, in elements and in attributes. <see cref="System.Net.WebUtility.HtmlDecode(string)"/> gives the original back.
/// </summary>
internal static class HtmlText
{
    static readonly char[] Special = ['&', '<', '>', '"', '\''];

    public static string Encode(string text) => text.IndexOfAny(Special) < 0
        ? text
        // The ampersand first: those of the entities are not to be encoded again.
        : text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;");
}
