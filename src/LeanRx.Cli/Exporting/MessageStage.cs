using System.Globalization;
using System.Text.Json;
using LeanRx.Cli.Archive;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Exporting;

/// <summary>
/// The messages of all conversations, from the oldest on, up to an end that is fixed when the walk begins; then what came meanwhile, until that is little.
/// </summary>
sealed class MessageStage(ExportContext context) : IExportStage
{
    const int Page = 1000;

    /// <summary>What came during a walk that was shorter than this is left to the next export.</summary>
    const long ShortWalk = 5_000;

    /// <summary>
    /// What is so fresh at the end of a walk is taken up again by the next one: a message may be seen later than another one of a later time.
    /// </summary>
    const long Fresh = 60_000;

    /// <summary>By so much the clock in the server's answers may be late: servers make the text of it now and then.</summary>
    static readonly TimeSpan s_late = TimeSpan.FromSeconds(30);

    readonly ExportCursor _cursor = context.Cursor;

    public string Name => "messages";

    MessagePosition Position
    {
        get => _cursor.Messages;
        set => _cursor.Messages = value;
    }

    public void Begin(ExportCursor cursor)
    {
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var file = context.Folder.Rows(ArchiveFile.Messages);
        long end;
        do
        {
            if (Position.Till is null)
                Start();
            await WalkAsync(file, cancellationToken).ConfigureAwait(false);
            end = Position.Till!.Value;
            Position = Position with { Till = null };
        }
        while (Now - end >= ShortWalk);
    }

    /// <summary>The end of the second that is running at the server. Our own clock is finer, where it agrees.</summary>
    long Now
    {
        get
        {
            var own = context.Progress.Now;
            var told = context.Api.ServerTime ?? own;
            return (own > told && own - told < s_late ? own : told).ToUnixTimeMilliseconds() / 1000 * 1000 + 1000;
        }
    }

    void Start()
    {
        if (Position.Mark is { } mark)
        {
            Position = Position with { Timestamp = mark.Timestamp, Id = mark.Id, Temporary = mark.Temporary, Mark = null };
            context.Folder.CutTo((ArchiveFile.Messages, mark.Bytes, mark.Rows));
        }
        Position = Position with { Till = Now };
        context.Folder.Commit();
    }

    async Task WalkAsync(RowFile file, CancellationToken cancellationToken)
    {
        var next = (Position.Timestamp, Position.Id);
        var millisecond = new MessageMillisecond();
        while (true)
        {
            using var page = await FetchAsync(next.Timestamp, next.Id, cancellationToken).ConfigureAwait(false);
            if (page.RootElement is not { ValueKind: JsonValueKind.Array } rows)
                throw new ToolException("the server's answer to a question for messages is no list of them") { ExitCode = ExitCodes.Failure };
            if (rows.GetArrayLength() == 0)
                break;

            var isNew = false;
            foreach (var row in rows.EnumerateArray())
            {
                if (KeyOf(row) is not { } key)
                {
                    context.Report.Refuse("messages without an id or a time", "left out", row.GetRawText() is { Length: > 200 } text ? text[..200]
                        : row.GetRawText());
                    continue;
                }
                if (key.Timestamp <= Position.Timestamp && Position.Id is not null)
                    continue; // Comes again; whole milliseconds are written.
                if (millisecond.IsBefore(key.Timestamp))
                    Write(file, millisecond);
                if (!millisecond.TryAdd(key, row))
                    continue;
                isNew = true;
                next = (key.Timestamp, key.Id);
            }
            if (!isNew)
                throw new ToolException($"the server gives the same messages again and again at the time {next.Timestamp}, so the rest cannot be reached")
                { ExitCode = ExitCodes.Failure };
            context.Folder.Commit();
            Tell(file);
        }
        Write(file, millisecond);
        context.Folder.Commit();
    }

    void Write(RowFile file, MessageMillisecond millisecond)
    {
        if (millisecond.Last is not { } last)
            return;
        if (Position.Mark is null && last.Timestamp >= Position.Till - Fresh)
            Position = Position with { Mark = new MessageFilePlace(file.Length, file.Rows, Position.Timestamp, Position.Id, Position.Temporary) };
        var temporary = 0;
        foreach (var row in millisecond.InOrder())
        {
            if (row is { } text)
                file.Add(text);
            else
                temporary++;
        }
        Position = Position with
        {
            Timestamp = last.Timestamp,
            Id = last.Id,
            First = Position.First ?? last.Timestamp,
            Temporary = Position.Temporary
            + temporary
        };
        millisecond.Clear();
    }

    Task<JsonDocument> FetchAsync(long timestamp, string? id, CancellationToken cancellationToken) => context.Api.GetAsync(
        "/1.2/rtm/messages",
        cancellationToken,
        ("reversed", "true"),
        ("limit", Page.ToString(CultureInfo.InvariantCulture)),
        ("timestamp", timestamp.ToString(CultureInfo.InvariantCulture)),
        ("msgid", id),
        ("till_timestamp", Position.Till!.Value.ToString(CultureInfo.InvariantCulture)));

    void Tell(RowFile file)
    {
        var (first, till) = (Position.First ?? Position.Timestamp, Position.Till!.Value);
        context.Progress.Tell(
            Name,
            string.Create(CultureInfo.InvariantCulture, $"{file.Rows:N0}, up to {Date(Position.Timestamp)}"),
            till > first ? (double)(Position.Timestamp - first) / (till - first) : null);
    }

    static string Date(long milliseconds) => milliseconds is > 0 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
        .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "?";

    static MessageKey? KeyOf(JsonElement row)
    {
        try
        {
            return row.ValueKind == JsonValueKind.Object
                && row.TryGetProperty("timestamp"u8, out var time) && time.ValueKind == JsonValueKind.Number && time.TryGetInt64(out var timestamp)
                && row.TryGetProperty("msg-id"u8, out var id) && id.ValueKind == JsonValueKind.String && id.GetString() is { Length: > 0 } text
                ? new MessageKey(timestamp, text)
                : null;
        }
        catch (InvalidOperationException)
        {
            return null; // An id that is no Unicode.
        }
    }
}
