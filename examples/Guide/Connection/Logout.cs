using Guide.Playing;
using LeanRx;
using LeanRx.Compatibility;

namespace Guide;

[Scenario("logout", "登出", "S91",
    English = "Tom logs out; nobody finds him online any more.",
    Chinese = "Tom 登出，之后查询他不在线。")]
public sealed class Logout : Scenario
{
    protected override async Task PlayAsync()
    {
        var tom = await LogInAsync("Tom");
        var jerry = await LogInAsync("Jerry");
        True(await jerry.PingAsync("Tom"));

        await tom.CloseAsync();
        True(tom.State is ConnectionState.Disconnected);
        True(!await jerry.PingAsync("Tom"));
    }
}
