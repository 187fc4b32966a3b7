using System.Text.Json.Serialization;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Sessions.Internal;

/// <summary>What every node keeps in mind of an application, and one of them has learnt.</summary>
/// <param name="ApplicationId">The application.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(VoidedNote), "voided")]
[JsonDerivedType(typeof(BroadcastNote), "broadcast")]
[JsonDerivedType(typeof(BroadcastGoneNote), "gone")]
[JsonDerivedType(typeof(NotifiedClientNote), "notified")]
internal abstract record PeerNote(string ApplicationId)
{
    /// <summary>Takes it in where another node has learnt it.</summary>
    public abstract void TakeIn(Application app);
}

/// <summary>What was made before that is void: of a client, or of one of its logins.</summary>
/// <param name="Key">The client id, or what stands for the login.</param>
internal sealed record VoidedNote(string ApplicationId, string Key, long At) : PeerNote(ApplicationId)
{
    public override void TakeIn(Application app) => app.Kicks.Learn(Key, At);
}

/// <summary>A broadcast that is durable.</summary>
internal sealed record BroadcastNote(string ApplicationId, StoredMessage Message) : PeerNote(ApplicationId)
{
    public override void TakeIn(Application app) => app.Broadcasts.Learn(Message);
}

/// <summary>A broadcast was deleted, or with its conversation all that were in there.</summary>
/// <param name="Message">The broadcast; null for all.</param>
internal sealed record BroadcastGoneNote(string ApplicationId, string ConversationId, StoredMessage? Message) : PeerNote(ApplicationId)
{
    public override void TakeIn(Application app) => app.Broadcasts.Unlearn(ConversationId, Message);
}

/// <summary>A client for which notifications are kept from now on.</summary>
internal sealed record NotifiedClientNote(string ApplicationId, string ClientId) : PeerNote(ApplicationId)
{
    public override void TakeIn(Application app) => app.Notifications.Learn(ClientId);
}
