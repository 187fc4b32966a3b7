using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Hooks;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Handlers.Internal;

/// <summary>What hooks are told of a client's message.</summary>
internal static class SendQuestions
{
    public static MessageSending Of(Conversation conversation, ISeat sender, DirectFrame frame, string body) => new()
    {
        ApplicationId = sender.App.Id,
        ConversationId = conversation.Id,
        Kind = conversation.Record!.Kind,
        From = sender.ClientId,
        Body = body,
        IsBinary = frame.BinaryBody is not null || frame.IsBinary == true,
        IsTransient = frame.IsTransient == true,
        IsWill = frame.IsWill == true,
        ReceiptRequested = frame.ReceiptRequested == true,
        MentionAll = frame.MentionAll == true,
        MentionedClientIds = NamedIds.Distinct(frame.MentionedClientIds),
        Recipients = conversation.OthersThan(sender.ClientId),
        At = sender.App.Services.Clock.NowAsDate,
        RemoteAddress = sender.RemoteAddress,
    };

    public static MessageUpdating Of(Conversation conversation, ISeat author, StoredMessage message, PatchItem item, bool isRecall) => new()
    {
        ApplicationId = author.App.Id,
        ConversationId = conversation.Id,
        Kind = conversation.Record!.Kind,
        MessageId = message.Id,
        From = message.From,
        Body = item.BinaryBody is { } bytes ? Convert.ToBase64String(bytes) : item.Data ?? "",
        IsBinary = item.BinaryBody is not null,
        IsRecall = isRecall,
        MentionAll = item.MentionAll == true,
        MentionedClientIds = NamedIds.Distinct(item.MentionedClientIds),
        Recipients = message.Recipients.IsDefaultOrEmpty ? conversation.OthersThan(author.ClientId) : message.Recipients,
        At = author.App.Services.Clock.NowAsDate,
        RemoteAddress = author.RemoteAddress,
    };
}
