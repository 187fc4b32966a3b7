using System.Text.Json;
using LeanRx.Server.Storage;
using Microsoft.AspNetCore.Http;

namespace LeanRx.Server.AspNetCore.Rest.Internal;

/// <summary>Devices for push notifications, as the SDKs register them: objects of the class <c>_Installation</c>.</summary>
static class InstallationTable
{
    const int DefaultPage = 100;
    const int MaxPage = 1000;

    static readonly RestField s_type = new("deviceType", RestType.Text, "The kind of device: ios, android or another.") { IsRequired = true };

    static readonly IReadOnlyList<RestField> s_columns =
    [
        new("deviceToken", RestType.Json, "What the push service of the device addresses it by."),
        new("installationId", RestType.Json, "What the app calls its installation; needed where there is no deviceToken."),
        new("channels", RestType.Json, "The ids of the clients that are notified on the device, and other names: an array, or a storage operation."),
        new("badge", RestType.Json, "The number on the icon: a number, or a storage operation."),
    ];

    public static IReadOnlyList<RestOperation> All { get; } =
        [.. Operations("/1.1/installations"), .. Operations("/1.2/installations"), .. Operations("/1.1/classes/_Installation")];

    static IEnumerable<RestOperation> Operations(string path) =>
    [
        new("POST", path, Permission.RegisterDevice, "Register a device for push notifications; one with the same address is changed instead.",
            RegisterAsync) { Answer = RestShapes.Installation, Status = 201, Opens = Credentials.ApplicationKey, TakesColumns = true,
            Body = [s_type, .. s_columns] },
        new("GET", path, Permission.ReadDevices, "All devices, by id.", FindAsync)
        {
            Answer = RestShapes.Scan,
            Query =
            [
                new("cursor", RestType.Text, "What the page before gave as cursor; default the first page. It does not expire."),
                RestFields.Limit(DefaultPage, MaxPage),
            ],
        },
        new("GET", $"{path}/{{device}}", Permission.RegisterDevice, "One device.", static async call =>
            ObjectOf(Existing(await call.Application.Devices.FindAsync(call.Route("device"), call.Aborted).ConfigureAwait(false))))
        { Answer = RestShapes.Installation, Opens = Credentials.ApplicationKey },
        new("PUT", $"{path}/{{device}}", Permission.RegisterDevice, "Change a device.", UpdateAsync) { Answer = RestShapes.Changed,
            Opens = Credentials.ApplicationKey, TakesColumns = true, Body = s_columns },
        new("DELETE", $"{path}/{{device}}", Permission.RegisterDevice, "Delete a device: nobody is notified on it any more.", DeleteAsync)
        { Opens = Credentials.ApplicationKey },
    ];

    static async Task<RestAnswer> RegisterAsync(RestCall call)
    {
        Count(call);
        return ObjectOf(await call.Application.Devices.RegisterAsync(call.Body, await AllowedAsync(call).ConfigureAwait(false)).ConfigureAwait(false));
    }

    static async Task<RestAnswer> UpdateAsync(RestCall call)
    {
        Count(call);
        var device = Existing(await call.Application.Devices.UpdateAsync(call.Route("device"), call.Body, await AllowedAsync(call).ConfigureAwait(false))
            .ConfigureAwait(false));
        return RestAnswer.Object(json =>
        {
            json.WriteString("objectId"u8, device.Id);
            json.WriteString("updatedAt"u8, RestAnswer.Iso(device.UpdatedAt));
        });
    }

    static async Task<RestAnswer> DeleteAsync(RestCall call)
    {
        Count(call);
        return await call.Application.Devices.DeleteAsync(call.Route("device")).ConfigureAwait(false) ? RestAnswer.Empty : throw Missing();
    }

    /// <summary>The application key is in every copy of the app: what comes with it is counted.</summary>
    /// <exception cref="RestFaultException">429.</exception>
    static void Count(RestCall call)
    {
        if (!call.IsMaster && !call.Application.Devices.TryCountRegistration(call.RemoteAddress))
            throw new RestFaultException(StatusCodes.Status429TooManyRequests,
                $"At most {call.Engine.Options.Limits.DeviceRegistrationsPerMinute} changes of devices a minute are taken from one address; try again later.");
    }

    static async Task<RestAnswer> FindAsync(RestCall call)
    {
        var limit = RestFields.LimitOf(call, DefaultPage, MaxPage);
        var devices = await call.Application.Devices.FindPageAsync(call.Text("cursor"), limit, call.Aborted).ConfigureAwait(false);
        return RestAnswer.Object(json =>
        {
            json.WriteStartArray("results"u8);
            foreach (var device in devices)
            {
                json.WriteStartObject();
                Write(json, device);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            if (limit > 0 && devices.Count == limit)
                json.WriteString("cursor"u8, devices[^1].Id);
        });
    }

    /// <summary>The channels that a caller may add; null: any. Whoever adds the id of a client is notified of what that client is sent.</summary>
    static async Task<IReadOnlyList<string>?> AllowedAsync(RestCall call)
    {
        if (call.IsMaster || !call.Engine.Options.Apps!.First(app => app.ApplicationId == call.ApplicationId).RequireLoginSignature)
            return null;
        return await call.Application.Clients.FindByTokenAsync(call.SessionToken).ConfigureAwait(false) is { } clientId ? [clientId] : [];
    }

    static Device Existing(Device? device) => device ?? throw Missing();

    static RestFaultException Missing() => new(404, "There is no such device; register it again.");

    static RestAnswer ObjectOf(Device device) => RestAnswer.Object(json => Write(json, device));

    static void Write(Utf8JsonWriter json, Device device)
    {
        json.WriteString("objectId"u8, device.Id);
        json.WriteString("deviceType"u8, device.DeviceType);
        if (device.DeviceToken is not null)
            json.WriteString("deviceToken"u8, device.DeviceToken);
        if (device.InstallationId is not null)
            json.WriteString("installationId"u8, device.InstallationId);
        json.WriteStartArray("channels"u8);
        foreach (var channel in device.Channels)
            json.WriteStringValue(channel);
        json.WriteEndArray();
        json.WriteNumber("badge"u8, device.Badge);
        foreach (var (name, value) in device.Columns)
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
        json.WriteString("createdAt"u8, RestAnswer.Iso(device.CreatedAt));
        json.WriteString("updatedAt"u8, RestAnswer.Iso(device.UpdatedAt));
    }
}
