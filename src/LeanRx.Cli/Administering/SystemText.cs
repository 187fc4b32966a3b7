using System.CommandLine;
using System.Text;
using System.Text.Json;

namespace LeanRx.Cli.Administering;

/// <summary>What an operator says, and as whom.</summary>
static class SystemText
{
    static readonly Argument<string> s_text = new("TEXT") { Description = "The message." };

    static readonly Option<string> s_from = new("--from")
    {
        Description = "The sender that receivers see; it need not be a member.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "system",
    };

    static readonly Option<bool> s_raw = new("--raw") { Description = "TEXT is the body of the message as clients send it, not the text of a text message." };

    public static IReadOnlyList<Symbol> Symbols { get; } = [s_text, s_from, s_raw];

    public static void Write(Utf8JsonWriter json, AdminAction action)
    {
        json.WriteString("from_client"u8, action.Parsed.GetRequiredValue(s_from));
        var text = action.Parsed.GetRequiredValue(s_text);
        json.WriteString("message"u8, action.Parsed.GetValue(s_raw) ? text : BodyOf(text));
    }

    /// <summary>The body of a text message.</summary>
    static string BodyOf(string text)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteNumber("_lctype"u8, -1);
            json.WriteString("_lctext"u8, text);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length);
    }
}
