namespace Init.Core.Spec;

public enum Transport
{
    Tcp,
    Udp,
    Unix,
}
