using System.Text.Json;
using LeanRx.Cli.Common;
using LeanRx.Cli.Importing.Files;
using LeanRx.Cli.Importing.Messages;
using LeanRx.Cli.Importing.Reporting;
using LeanRx.Cli.Importing.Rows;
using LeanRx.Cli.Importing.Sources;
using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Cli.Importing.Context;

/// <summary>An export as it is read, to be written or to be compared: rows become what the store keeps, and a bad row costs itself alone.</summary>
sealed class ImportContext
{
    readonly AddressRewriter _rewriter;
    readonly MessageTranslator _translator;

    /// <exception cref="ToolException">Bytes of files came along, and nobody says where they will be found.</exception>
    public ImportContext(IMessageStore store, ImportSettings settings, ImportReport report)
    {
        ApplicationId = settings.ApplicationId;
        Report = report;
        Inventory = new Inventory(SourceList.Open(settings.Paths), report);
        HasOwnFiles = settings.FileUrl is not null;
        if (Inventory.HasContent && settings is { PublicUrl: null, FileUrl: null })
            throw new ToolException("--public-url: the bytes of files came along; say under which URL clients will reach the server, so that messages can " +
                "name them there (or with --file-url where else the files are)");
        Files = new FileBook(settings.PublicUrl, settings.FileUrl);
        Conversations = new ConversationBook(store, ApplicationId, report, Threads);
        _rewriter = new AddressRewriter(Files, report);
        _translator = new MessageTranslator(ApplicationId, Conversations, Threads, Addressees, _rewriter);
    }

    /// <summary>The kinds of rows that messages stand in, in the order in which they are read.</summary>
    public static IReadOnlyList<RowKind> MessageKinds { get; } = [RowKind.Messages, RowKind.Threads, RowKind.Broadcasts];

    public string ApplicationId { get; }

    public ImportReport Report { get; }

    public Inventory Inventory { get; }

    public FileBook Files { get; }

    public ConversationBook Conversations { get; }

    public ThreadIds Threads { get; } = new();

    public Addressees Addressees { get; } = new();

    /// <summary>Whether the files are kept by somebody else than the server.</summary>
    public bool HasOwnFiles { get; }

    /// <summary>Reads which files there are.</summary>
    public void ReadFiles(ProgressLine progress)
    {
        foreach (var row in progress.Count("rows of files", Inventory.Rows(RowKind.Files)))
            if (TryParse(RowKind.Files, row.Place, row.Text, row.IsWhole, json => FileRow.Read(ApplicationId, json)) is { } file)
                Files.Add(file);
    }

    /// <summary>Reads whom messages are for that stand in the history without that.</summary>
    public void ReadAddressees(ProgressLine progress)
    {
        var fields = new MessageFields();
        foreach (var kind in (ReadOnlySpan<RowKind>)[RowKind.Threads, RowKind.Broadcasts])
            foreach (var row in progress.Count("threads and broadcasts", Inventory.Rows(kind)))
                if (TryReadFields(fields, row.Text) is null && fields is { ConversationId: { } conversationId, Id: { } id })
                    Note(fields, conversationId, id);
    }

    void Note(MessageFields fields, string conversationId, string id)
    {
        if (fields.ValidUntil is { } end)
            Addressees.AddBroadcast(conversationId, id, end);
        foreach (var client in fields.Recipients ?? [])
        {
            Addressees.AddClient(conversationId, id, client);
            Threads.Add(conversationId, client);
        }
    }

    public ConversationRecord? TryReadConversation(RowPlace place, ReadOnlyMemory<byte> text, bool isWhole)
    {
        try
        {
            var row = ObjectRows.Parse(text);
            if (!RowKinds.IsConversation(row))
                throw new FormatException("it is no row of _Conversation");
            var record = ConversationJson.Read(ApplicationId, row, out var remarks);
            foreach (var remark in remarks)
                Report.Remark(place, remark, record.Id);
            return record;
        }
        catch (FormatException exception)
        {
            Refuse(RowKind.Conversations, place, isWhole, exception.Message);
            return null;
        }
    }

    public async ValueTask<(StoredMessage Message, ConversationTally Conversation)?> TryReadMessageAsync(RowKind kind, MessageFields fields, RowPlace place,
        ReadOnlyMemory<byte> text, bool isWhole, CancellationToken cancellationToken)
    {
        if (TryReadFields(fields, text) is { } fault)
        {
            Refuse(kind, place, isWhole, fault);
            return null;
        }
        var (message, conversation, reason) = await _translator.TranslateAsync(fields, cancellationToken).ConfigureAwait(false);
        if (message is null)
        {
            conversation?.Refuse(reason!);
            Report.Refuse(place, kind, reason!, conversation?.Id);
            return null;
        }
        if (reason is not null)
            Report.Remark(place, reason, conversation!.Id);
        return (message, conversation!);
    }

    public T? TryParse<T>(RowKind kind, RowPlace place, ReadOnlyMemory<byte> text, bool isWhole, Func<JsonElement, T> read)
        where T : class
    {
        try
        {
            return read(ObjectRows.Parse(text));
        }
        catch (FormatException exception)
        {
            Refuse(kind, place, isWhole, exception.Message);
            return null;
        }
    }

    static string? TryReadFields(MessageFields fields, ReadOnlyMemory<byte> text)
    {
        try
        {
            MessageFieldsReader.Read(text.Span, fields);
            return null;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>A row that is not whole, and yet can be read, only lacks the end of its line.</summary>
    void Refuse(RowKind kind, RowPlace place, bool isWhole, string reason)
    {
        if (!isWhole)
            Inventory.Note($"{place.File} ends in the middle of row {place.Row}: the export is not whole. What came before counts; get the file anew.");
        Report.Refuse(place, kind, isWhole ? reason : "the file ends in the middle of it");
    }
}
