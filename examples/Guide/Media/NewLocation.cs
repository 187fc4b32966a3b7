using Guide.Playing;
using LeanRx;

namespace Guide;

[Scenario("a location from latitude and longitude", "用经纬度构建位置", "S32",
    English = "A location is made of two numbers, from wherever they come.",
    Chinese = "位置消息由两个数字构成，无论它们从哪里来。")]
public sealed class NewLocation : Scenario
{
    protected override Task PlayAsync()
    {
        var byNumbers = new LocationMessage(45.0, 34.0);
        Same((45.0, 34.0), (byNumbers.Latitude, byNumbers.Longitude));

        var device = (Latitude: 31.3853142377, Longitude: 121.0553079844);
        var byPoint = new LocationMessage { Latitude = device.Latitude, Longitude = device.Longitude };
        Same(device, (byPoint.Latitude, byPoint.Longitude));
        return Task.CompletedTask;
    }
}
