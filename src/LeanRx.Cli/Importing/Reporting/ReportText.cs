using System.Globalization;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Importing.Reporting;

/// <summary>The report for people: what came, what did not and why, conversation by conversation where something was refused.</summary>
static class ReportText
{
    const int MostConversations = 50;
    const int MostRows = 20;

    public static void Write(TextWriter output, ImportReport report)
    {
        foreach (var (kind, rows) in report.Rows)
            output.WriteLine(Invariant($"{NameOf(kind)}: {rows.Created:N0} new, {Updated(rows)}{rows.Known:N0} here already, {rows.Refused:N0} refused"));
        var refused = report.Conversations.Values.Where(static conversation => conversation.Refused > 0)
            .OrderByDescending(static conversation => conversation.Refused).ThenBy(static conversation => conversation.Id, StringComparer.Ordinal).ToList();
        foreach (var conversation in refused.Take(MostConversations))
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {Plain(conversation.Id)}: {conversation.Stored:N0} new, {conversation.Known:N0} here already, " +
                $"{conversation.Refused:N0} refused: " +
                $"{string.Join("; ", conversation.Reasons.Select(reason => Invariant($"{reason.Key} ({reason.Value:N0})")))}"));
        More(output, refused.Count - MostConversations, "conversations with refused messages");
        WriteRows(output, "refused:", report.Refusals.Where(static refusal => refusal.ConversationId is null).ToList());
        WriteRows(output, "taken, with a remark:", report.Remarks);
        WriteFiles(output, report);
        foreach (var name in report.Skipped)
            output.WriteLine($"{Plain(name)}: holds nothing for a server of messages, passed over");
        foreach (var line in CannotHold)
            output.WriteLine(line);
        foreach (var warning in report.Warnings)
            output.WriteLine($"note: {Plain(warning)}");
        foreach (var fault in report.Faults)
            output.WriteLine($"NOT WHOLE: {Plain(fault)}");
    }

    /// <summary>What no export holds, and what follows from that.</summary>
    public static IReadOnlyList<string> CannotHold { get; } =
    [
        "An export does not hold who has read what: everything that came counts as read, by everybody.",
        "Nor does it hold what a message said before it was edited, whom it mentions, temporary conversations, and silence for a time.",
    ];

    static void WriteFiles(TextWriter output, ImportReport report)
    {
        if (report.RewrittenAddresses > 0)
            output.WriteLine(Invariant($"addresses of files: {report.RewrittenAddresses:N0} messages have the new one"));
        foreach (var (host, count) in report.ForeignHosts)
            output.WriteLine(Invariant($"addresses of files: {count:N0} messages name {Plain(host)} as before"));
    }

    static void WriteRows(TextWriter output, string title, List<Refusal> rows)
    {
        if (rows.Count == 0)
            return;
        output.WriteLine(title);
        foreach (var row in rows.Take(MostRows))
            output.WriteLine(Invariant($"  {Plain(row.File)}, row {row.Row:N0}: {Plain(row.Reason)}"));
        More(output, rows.Count - MostRows, "rows");
    }

    static void More(TextWriter output, int count, string what)
    {
        if (count > 0)
            output.WriteLine(Invariant($"  and {count:N0} more {what}: --report FILE has them"));
    }

    static string Updated(RowTally rows) => (rows.Updated, rows.Kept) switch
    {
        (0, 0) => "",
        (_, 0) => Invariant($"{rows.Updated:N0} brought up to date, "),
        _ => Invariant($"{rows.Updated:N0} brought up to date, {rows.Kept:N0} changed here since and left so, "),
    };

    static string NameOf(RowKind kind) => kind switch
    {
        RowKind.Content => "files",
        RowKind.Files => "rows of files",
        RowKind.Members => "roles",
        RowKind.Threads => "messages of threads",
        _ => kind.ToString().ToLowerInvariant(),
    };

    static string Plain(string text) => PlainText.Of(text);

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
