"""A SLURM of one machine for tests, begun and ended with them: munged, slurmctld, slurmd. Needs root."""
import contextlib
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time

CONFIGURATION = """ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
AuthType=auth/munge
AuthInfo=cred_expire=5
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SchedulerType=sched/backfill
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd.log
SlurmctldPort={port}
SlurmdPort={port_of_node}
ReturnToService=2
JobRequeue=1
KillWait=5
MinJobAge=3600
SchedulerParameters=batch_sched_delay=0,sched_interval=2,bf_interval=2
NodeName={host} NodeAddr=127.0.0.1 CPUs={cpus} RealMemory=1000 State=UNKNOWN
PartitionName=test Nodes={host} Default=YES MaxTime=INFINITE State=UP
"""


def is_possible():
    return os.geteuid() == 0 and all(shutil.which(name) for name in ("munged", "slurmctld", "slurmd", "sbatch"))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def begin_munge():
    """Starts munged unless one answers; what must be ended after the tests."""
    if subprocess.run(["munge", "-n"], capture_output=True, check=False).returncode == 0:
        return None
    key = pathlib.Path("/etc/munge/munge.key")
    if not key.exists():
        key.write_bytes(os.urandom(1024))
    for folder in ("/run/munge", "/var/log/munge", "/var/lib/munge"):
        pathlib.Path(folder).mkdir(exist_ok=True)
        shutil.chown(folder, "munge", "munge")
    os.chmod("/run/munge", 0o755)
    shutil.chown(key, "munge", "munge")
    key.chmod(0o400)
    return subprocess.Popen(["runuser", "-u", "munge", "--", shutil.which("munged"), "--foreground"])


@contextlib.contextmanager
def cluster(folder):
    """The environment in which sbatch and squeue find the cluster."""
    folder = pathlib.Path(folder)
    for name in ("state", "spool"):
        (folder / name).mkdir(parents=True)
    configuration = folder / "slurm.conf"
    configuration.write_text(CONFIGURATION.format(folder=folder, host=socket.gethostname().split(".")[0],
                                                  port=free_port(), port_of_node=free_port(), cpus=os.cpu_count()))
    environment = os.environ | {"SLURM_CONF": str(configuration)}
    munge = begin_munge()
    daemons = [subprocess.Popen([shutil.which(name), "-D"], env=environment, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL) for name in ("slurmctld", "slurmd")]
    try:
        wait_for(lambda: "idle" in say(environment, "sinfo", "-h", "-o", "%T"), 60)
        yield environment
    finally:
        say(environment, "scancel", "--user=root")
        for daemon in filter(None, (*reversed(daemons), munge)):
            daemon.send_signal(signal.SIGTERM)
            try:
                daemon.wait(15)
            except subprocess.TimeoutExpired:
                daemon.kill()


def say(environment, *words):
    return subprocess.run(list(map(str, words)), env=environment, capture_output=True, text=True, check=False).stdout


def wait_for(holds, seconds):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.2)
