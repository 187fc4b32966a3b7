using LeanRx.Protocol;

namespace LeanRx.Server.Handlers.Internal;

/// <summary>What a login says is kept for as long as it lasts, and a part of it longer: every field has its bound.</summary>
internal static class LoginFields
{
    /// <exception cref="OperationRefusedException">4103: a field is too long; the message names it.</exception>
    public static void Require(SessionFrame login, ServerLimits limits)
    {
        Require("tag", login.Tag, limits.MaxTagLength);
        Require("deviceId", login.DeviceId, limits.MaxDeviceIdLength);
        Require("installationId", login.InstallationId, limits.MaxDeviceIdLength);
        Require("deviceToken", login.DeviceToken, limits.MaxDeviceIdLength);
        Require("ua", login.UserAgent, limits.MaxUserAgentLength);
    }

    static void Require(string name, string? value, int most)
    {
        if (value?.Length > most)
            throw new OperationRefusedException(ErrorCodes.InvalidLogin, $"The field {name} has {value.Length} characters; at most {most} are taken.");
    }
}
