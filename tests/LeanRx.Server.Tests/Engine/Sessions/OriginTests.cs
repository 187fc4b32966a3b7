using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>The list of web origins (S92).</summary>
public class OriginTests
{
    static readonly AppOptions Fenced = AppOptions.Demo with { AllowedOrigins = ["https://chat.example.com/"] };

    [Theory]
    [InlineData("https://chat.example.com", null)]
    [InlineData("HTTPS://Chat.Example.com", null)]
    [InlineData("https://evil.example.com", ErrorCodes.InvalidOrigin)]
    [InlineData("http://chat.example.com", ErrorCodes.InvalidOrigin)]
    [InlineData("null", ErrorCodes.InvalidOrigin)]
    [InlineData(null, null)]
    [Trait("Row", "S92")]
    public void Only_listed_origins_connect(string? origin, int? closeCode)
    {
        var world = new World(new ServerOptions { Apps = [Fenced] });

        Assert.Equal(closeCode, world.Connect(origin: origin).CloseCode);
        Assert.Equal(closeCode is null ? 1 : 0, world.ConnectionCount);
    }

    [Fact]
    public void Where_another_application_takes_the_origin_the_login_decides()
    {
        var world = new World(new ServerOptions { Apps = [Fenced, new AppOptions { ApplicationId = "open" }] });
        var device = world.Connect(origin: "https://evil.example.com");
        Assert.Null(device.CloseCode);

        device.Open("Tom");

        Assert.Equal(ErrorCodes.InvalidOrigin, device.Take<ErrorFrame>().Code);
        Assert.Equal(ErrorCodes.InvalidOrigin, device.CloseCode);
    }
}
