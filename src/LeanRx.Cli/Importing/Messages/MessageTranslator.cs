using System.Buffers.Text;
using System.Collections.Immutable;
using LeanRx.Cli.Importing.Files;
using LeanRx.Cli.Importing.Reporting;
using LeanRx.Cli.Importing.Rows;
using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Cli.Importing.Messages;

/// <summary>Makes messages as the store keeps them out of records of history.</summary>
sealed class MessageTranslator(string applicationId, ConversationBook conversations, ThreadIds threads, Addressees addressees, AddressRewriter rewriter)
{
    const int MaxIdLength = 64;

    /// <summary>The message of a record.</summary>
    /// <returns>The message, or null and why not, a clause; and the conversation, where it is known. With a message the reason is a remark.</returns>
    public async ValueTask<(StoredMessage? Message, ConversationTally? Conversation, string? Reason)> TranslateAsync(MessageFields fields,
        CancellationToken cancellationToken)
    {
        if (fields.ConversationId is not { Length: > 0 } conversationId)
            return (null, null, "it names no conversation");
        var (tally, client) = await PlaceAsync(fields, conversationId, cancellationToken).ConfigureAwait(false);
        var refusal = tally.Form == ConversationForm.Missing ? ReasonOfMissing(conversationId) : Fault(fields);
        return refusal is null ? (MessageOf(fields, tally, client), tally, RemarkOn(fields)) : (null, tally, refusal);
    }

    /// <summary>The conversation of a record, and the client whose thread it belongs to when the original tells it by that.</summary>
    async ValueTask<(ConversationTally Tally, string? Client)> PlaceAsync(MessageFields fields, string conversationId, CancellationToken cancellationToken)
    {
        if (threads.Find(conversationId, fields.From ?? "") is { } thread)
            return (await conversations.FindAsync(thread.ConversationId, cancellationToken).ConfigureAwait(false), thread.ClientId);
        return (await conversations.FindAsync(conversationId, cancellationToken).ConfigureAwait(false), null);
    }

    StoredMessage MessageOf(MessageFields fields, ConversationTally tally, string? client)
    {
        var id = fields.Id!;
        return new StoredMessage
        {
            ApplicationId = applicationId,
            ConversationId = tally.Id,
            Id = id,
            From = fields.From ?? "",
            Timestamp = fields.Timestamp!.Value,
            Data = fields.IsBinary ? fields.Data! : rewriter.Rewrite(fields.Data!),
            IsBinary = fields.IsBinary,
            MessageType = fields.IsBinary ? null : StoredMessage.TypeOf(fields.Data!),
            DeliveredAt = fields.DeliveredAt,
            Recipients = tally.Form == ConversationForm.Service ? RecipientsOf(fields, tally.Id, client) : [],
            ValidUntil = tally.Form == ConversationForm.Service ? fields.ValidUntil ?? addressees.EndOf(tally.Id, id) : null,
        };
    }

    ImmutableArray<string> RecipientsOf(MessageFields fields, string conversationId, string? client) => fields switch
    {
        _ when addressees.ClientsOf(conversationId, fields.Id!) is { } clients => [.. clients],
        { Recipients: { Count: > 0 } recipients } => [.. recipients],
        _ when client is not null => [client],
        { IsToService: true, From: { Length: > 0 } sender } => [sender],
        _ => [],
    };

    static string ReasonOfMissing(string conversationId) => conversationId.StartsWith("_tmp:", StringComparison.Ordinal)
        ? "its conversation is a temporary one, which is over"
        : "its conversation is neither in the export nor in the store";

    static string? Fault(MessageFields fields) => fields switch
    {
        { Id: null or "" } => "it has no message id",
        { Id: { } id } when !IsMessageId(id) => "its message id is none: 1 to 64 visible characters of ASCII",
        { Timestamp: null } => "its time is none between the years 1970 and 9999, in milliseconds",
        { Data: null } => "it has no data",
        { IsBinary: true, Data: { } data } when !Base64.IsValid(data) => "it is binary, but its data is not base64",
        _ => null,
    };

    /// <summary>Ids of the original have another form than ours. What they must not do is to stand behind the end of a millisecond.</summary>
    static bool IsMessageId(string id) => id.Length <= MaxIdLength && id[0] != '~' && id.All(static character => character is > ' ' and < '\u007F');

    static string? RemarkOn(MessageFields fields) =>
        !fields.IsBinary && fields.Data!.Contains("\"_lctype\"", StringComparison.Ordinal) && fields.Data.AsSpan().TrimStart() is ['{', ..]
            && StoredMessage.TypeOf(fields.Data) is null
            ? "its data looks like a typed message, but is no JSON with a type: it stays the text that it is"
            : null;
}
