using LeanRx.Server.Storage;
using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.StoreSuite;

public abstract partial class MessageStoreTests
{
    static Device Phone(string id, long updatedAt = 1, params string[] channels) => new()
    {
        ApplicationId = App,
        Id = id,
        DeviceType = "ios",
        DeviceToken = $"token of {id}",
        Channels = [.. channels],
        CreatedAt = 1,
        UpdatedAt = updatedAt,
    };

    static string Ids(IEnumerable<Device> devices) => string.Join(' ', devices.Select(device => device.Id));

    static string Described(Device? device) => device is null ? "none" : string.Join('|', device with { Channels = [], Columns = Phone("").Columns },
        string.Join(',', device.Channels), string.Join(',', device.Columns.Select(column => $"{column.Key}={column.Value.GetRawText()}")));

    [Fact]
    public async Task A_device_is_found_as_it_was_saved()
    {
        var device = Phone("d1", 7, "tom", "nul\0inside", "Ünïcødé 😀") with
        {
            InstallationId = "i1",
            Badge = 3,
            Columns = Phone("").Columns.Add("timeZone", Json("\"Asia/Shanghai\"")).Add("vendor", Json("""{"a":[1,null]}""")),
        };
        await Store.Devices.SaveAsync(device);

        Assert.Equal(Described(device), Described(await Store.Devices.FindAsync(App, "d1")));
        Assert.Null(await Store.Devices.FindAsync("app2", "d1"));
        Assert.Null(await Store.Devices.FindAsync(App, "d2"));
    }

    [Fact]
    public async Task A_device_that_is_saved_again_is_replaced_with_all_by_which_it_was_found()
    {
        await Store.Devices.SaveAsync(Phone("d1", 1, "tom", "news") with { InstallationId = "i1" });
        await Store.Devices.SaveAsync(Phone("d1", 2, "bob", "bob") with { DeviceToken = null, InstallationId = "i2", Badge = 1 });

        Assert.Equal("", Ids(await Store.Devices.FindByChannelsAsync(App, ["tom", "news"], 10)));
        Assert.Equal("d1", Ids(await Store.Devices.FindByChannelsAsync(App, ["bob"], 10)));
        Assert.Equal("", Ids(await Store.Devices.FindByAddressAsync(App, "i1")) + Ids(await Store.Devices.FindByAddressAsync(App, "token of d1")));
        Assert.Equal("d1", Ids(await Store.Devices.FindByAddressAsync(App, "i2")));
        Assert.Equal("d1", Ids(await Store.Devices.ScanAsync(App, null, 10)));
        Assert.Equal(1, await Store.Devices.CountAsync(App));
    }

    [Fact]
    public async Task Devices_are_found_by_token_and_by_installation()
    {
        await Store.Devices.SaveAsync(Phone("d2") with { DeviceToken = "x" });
        await Store.Devices.SaveAsync(Phone("d1") with { InstallationId = "x" });
        await Store.Devices.SaveAsync(Phone("d3") with { DeviceToken = "x", InstallationId = "x" });
        await Store.Devices.SaveAsync(Phone("d4") with { ApplicationId = "app2", DeviceToken = "x" });

        Assert.Equal("d1 d2 d3", Ids(await Store.Devices.FindByAddressAsync(App, "x")));
        Assert.Equal("", Ids(await Store.Devices.FindByAddressAsync(App, "X")));
    }

    [Fact]
    public async Task Devices_of_channels_are_found_once_and_the_last_changed_of_each()
    {
        await Store.Devices.SaveAsync(Phone("d1", 1, "tom"));
        await Store.Devices.SaveAsync(Phone("d2", 3, "tom", "bob"));
        await Store.Devices.SaveAsync(Phone("d3", 2, "tom"));
        await Store.Devices.SaveAsync(Phone("d4", 9, "jerry"));
        await Store.Devices.SaveAsync(Phone("d5", 9, "tom") with { ApplicationId = "app2" });

        Assert.Equal("d2 d3", Ids(await Store.Devices.FindByChannelsAsync(App, ["tom"], 2)));
        Assert.Equal("d2 d3 d1 d4", Ids(await Store.Devices.FindByChannelsAsync(App, ["tom", "bob", "nobody", "jerry"], 3)));
        Assert.Equal("", Ids(await Store.Devices.FindByChannelsAsync(App, [], 3)));
    }

    [Fact]
    public async Task Devices_are_walked_by_id_and_deleted()
    {
        foreach (var id in (string[])["b", "a", "C", "d"])
            await Store.Devices.SaveAsync(Phone(id, 1, "tom"));
        await Store.Devices.DeleteAsync(App, "b");
        await Store.Devices.DeleteAsync(App, "nothing");

        Assert.Equal("C a", Ids(await Store.Devices.ScanAsync(App, null, 2)));
        Assert.Equal("d", Ids(await Store.Devices.ScanAsync(App, "a", 2)));
        Assert.Equal("C a d", Ids(await Store.Devices.FindByChannelsAsync(App, ["tom"], 10)));
        Assert.Equal("", Ids(await Store.Devices.FindByAddressAsync(App, "token of b")));
    }
}
