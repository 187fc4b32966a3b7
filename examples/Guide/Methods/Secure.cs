using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("secure", "secure：wss 或 ws", "S12 S104",
    English = "RequireTls, which is the default, asks the router for wss; without it the client takes ws.",
    Chinese = "secure 默认开启，向路由请求 wss；关闭后使用 ws。")]
public sealed class Secure : Scenario
{
    sealed class RememberingResolver : IRouteResolver
    {
        readonly HttpRouteResolver _router = new();

        public List<bool> AskedForSecure { get; } = [];

        public Task<ServerRoute> ResolveAsync(Uri router, string applicationId, bool secure, CancellationToken cancellationToken)
        {
            AskedForSecure.Add(secure);
            return _router.ResolveAsync(router, applicationId, secure: false, cancellationToken);
        }
    }

    protected override async Task PlayAsync()
    {
        var router = new RememberingResolver();
        var byDefault = Client(new LeanClientOptions { Server = Server.Url, ClientId = "Tom", RouteResolver = router });
        await byDefault.OpenAsync();
        var plain = Client(new LeanClientOptions { Server = Server.Url, ClientId = "Jerry", RouteResolver = router, RequireTls = false });
        await plain.OpenAsync();

        Same([true, false], router.AskedForSecure);
    }
}
