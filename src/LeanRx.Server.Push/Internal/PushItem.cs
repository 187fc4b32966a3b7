using LeanRx.Server.Storage;

namespace LeanRx.Server.Push.Internal;

/// <summary>A notification on its way to a device.</summary>
/// <param name="Device">The device.</param>
/// <param name="Content">What it says.</param>
/// <param name="Count">Of how many messages it tells.</param>
/// <param name="ExpiresAt">Until when it is worth something.</param>
sealed record PushItem(Device Device, PushContent Content, int Count, DateTimeOffset ExpiresAt)
{
    /// <summary>What it takes beside what it says, which others may share.</summary>
    const int Rest = 512;

    /// <summary>How often it was sent.</summary>
    public int Attempts { get; init; }

    /// <summary>Whether it has got its number for the icon.</summary>
    public bool IsCounted { get; init; }

    public long Bytes => Content.Bytes + Rest;

    /// <summary>What is told once while there is more of the same.</summary>
    public (string DeviceId, string ConversationId) Subject => (Device.Id, Content.ConversationId);
}
