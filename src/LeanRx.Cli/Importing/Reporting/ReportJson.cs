using System.Text.Json;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Importing.Reporting;

/// <summary>The report for programs.</summary>
static class ReportJson
{
    /// <exception cref="ToolException">The file cannot be written.</exception>
    public static void Write(string path, string applicationId, ImportReport report, Action<Utf8JsonWriter>? more = null)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
            using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
            Write(json, applicationId, report, more);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ToolException($"--report {path}: cannot be written: {exception.Message}", exception) { ExitCode = ExitCodes.Failure };
        }
    }

    static void Write(Utf8JsonWriter json, string applicationId, ImportReport report, Action<Utf8JsonWriter>? more)
    {
        json.WriteStartObject();
        json.WriteString("application"u8, applicationId);
        json.WriteBoolean("isWhole"u8, report.Faults.Count == 0);
        json.WriteStartObject("rows"u8);
        foreach (var (kind, rows) in report.Rows)
            WriteRows(json, JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()), rows);
        json.WriteEndObject();
        json.WriteStartArray("conversations"u8);
        foreach (var conversation in report.Conversations.Values.OrderBy(static conversation => conversation.Id, StringComparer.Ordinal))
            WriteConversation(json, conversation);
        json.WriteEndArray();
        WriteRefusals(json, "refusals", report.Refusals);
        WriteRefusals(json, "remarks", report.Remarks);
        json.WriteStartObject("addresses"u8);
        json.WriteNumber("rewritten"u8, report.RewrittenAddresses);
        json.WriteStartObject("left"u8);
        foreach (var (host, count) in report.ForeignHosts)
            json.WriteNumber(host, count);
        json.WriteEndObject();
        json.WriteEndObject();
        WriteTexts(json, "passedOver", report.Skipped);
        WriteTexts(json, "notHeld", ReportText.CannotHold);
        WriteTexts(json, "notes", report.Warnings);
        WriteTexts(json, "faults", report.Faults);
        more?.Invoke(json);
        json.WriteEndObject();
    }

    static void WriteRows(Utf8JsonWriter json, string name, RowTally rows)
    {
        json.WriteStartObject(name);
        json.WriteNumber("new"u8, rows.Created);
        json.WriteNumber("updated"u8, rows.Updated);
        json.WriteNumber("known"u8, rows.Known);
        json.WriteNumber("kept"u8, rows.Kept);
        json.WriteNumber("refused"u8, rows.Refused);
        json.WriteEndObject();
    }

    static void WriteConversation(Utf8JsonWriter json, ConversationTally conversation)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, conversation.Id);
        json.WriteString("kind"u8, JsonNamingPolicy.CamelCase.ConvertName(conversation.Form.ToString()));
        json.WriteString("row"u8, JsonNamingPolicy.CamelCase.ConvertName(conversation.Outcome.ToString()));
        json.WriteNumber("new"u8, conversation.Stored);
        json.WriteNumber("known"u8, conversation.Known);
        json.WriteNumber("refused"u8, conversation.Refused);
        if (conversation.Refused > 0)
        {
            json.WriteStartObject("reasons"u8);
            foreach (var (reason, count) in conversation.Reasons)
                json.WriteNumber(reason, count);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    static void WriteRefusals(Utf8JsonWriter json, string name, List<Refusal> refusals)
    {
        json.WriteStartArray(name);
        foreach (var refusal in refusals)
        {
            json.WriteStartObject();
            json.WriteString("file"u8, refusal.File);
            json.WriteNumber("row"u8, refusal.Row);
            json.WriteString("reason"u8, refusal.Reason);
            if (refusal.ConversationId is { } conversationId)
                json.WriteString("conversation"u8, conversationId);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
