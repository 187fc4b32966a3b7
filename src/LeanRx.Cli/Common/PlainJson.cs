using System.Globalization;
using System.Text;

namespace LeanRx.Cli.Common;

/// <summary>
/// JSON that does nothing to a terminal: what a writer takes for readable, and still turns the direction of the text or ends a line, is escaped.
/// </summary>
static class PlainJson
{
    public static string Of(string json)
    {
        if (!json.Any(PlainText.IsUnsafe))
            return json;
        var output = new StringBuilder(json.Length + 16);
        foreach (var character in json)
        {
            if (PlainText.IsUnsafe(character))
                output.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else
                output.Append(character);
        }

        return output.ToString();
    }
}
