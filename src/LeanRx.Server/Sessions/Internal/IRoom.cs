namespace LeanRx.Server.Sessions.Internal;

/// <summary>A chat room, as a login knows it that is in it.</summary>
internal interface IRoom
{
    string ConversationId { get; }

    void Add(ISeat seat);

    void Remove(ISeat seat);
}
