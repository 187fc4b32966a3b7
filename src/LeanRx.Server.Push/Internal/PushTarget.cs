using LeanRx.Server.Storage;

namespace LeanRx.Server.Push.Internal;

/// <summary>Which way leads to a device.</summary>
static class PushTarget
{
    static readonly string[] s_apple = ["ios", "ipados", "macos", "tvos", "watchos", "visionos"];

    /// <summary>Whether APNs reaches it.</summary>
    public static bool IsApns(Device device) => IsValid(device) && device.DeviceToken is not null && !IsFcm(device)
        && s_apple.Contains(device.DeviceType, StringComparer.OrdinalIgnoreCase);

    /// <summary>What FCM addresses it by; null where it does not reach it.</summary>
    public static string? FcmTokenOf(Device device) => IsValid(device) && (IsFcm(device) || IsAndroid(device))
        ? Text(device, "registrationId") ?? device.DeviceToken : null;

    /// <summary>Phones of makers with push services of their own have registrations that are none of Firebase.</summary>
    static bool IsAndroid(Device device) => string.Equals(device.DeviceType, "android", StringComparison.OrdinalIgnoreCase) && Text(device, "vendor") is null;

    static bool IsFcm(Device device) => string.Equals(Text(device, "vendor"), "fcm", StringComparison.OrdinalIgnoreCase);

    static bool IsValid(Device device) => !device.Columns.TryGetValue("valid", out var valid) || valid.ValueKind != System.Text.Json.JsonValueKind.False;

    static string? Text(Device device, string name) => PushMembers.Text(device.Columns, name);
}
